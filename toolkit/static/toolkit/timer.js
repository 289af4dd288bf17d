// Counts a step's minutes down. Without it the page shows how many there are.
"use strict";

for (const timer of document.querySelectorAll(".timer")) {
  const left = timer.querySelector(".timer-left");
  const button = document.createElement("button");
  let remaining = Number(timer.dataset.minutes) * 60;
  let endsAt = 0;
  let ticking = 0;

  const show = () => {
    const seconds = Math.max(0, remaining);
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    timer.classList.toggle("timer-over", seconds === 0);
  };
  const pause = () => {
    clearInterval(ticking);
    ticking = 0;
    button.textContent = timer.dataset.start;
  };
  const tick = () => {
    remaining = Math.round((endsAt - Date.now()) / 1000);
    show();
    if (remaining <= 0) {
      pause();
      button.hidden = true;
    }
  };
  const start = () => {
    endsAt = Date.now() + remaining * 1000;
    ticking = setInterval(tick, 250);
    button.textContent = timer.dataset.pause;
  };

  button.type = "button";
  button.textContent = timer.dataset.start;
  button.addEventListener("click", () => (ticking ? pause() : start()));
  left.setAttribute("role", "timer");
  left.dir = "ltr";
  timer.append(button);
  show();
}
