// Suggests titles and words while somebody types: the combobox of the ARIA Authoring
// Practices. Where a browser knows less than this, the box searches as it is.
document.querySelectorAll("[data-suggest] [name=q]").forEach((box) => {
  const PAUSE = 150; // milliseconds
  const FEWEST = 2; // letters
  const form = box.form;
  const list = document.createElement("ul");
  let shown = [];
  let active = -1; // none: the box itself
  let turn = 0;
  let timer;

  function set(element, attributes) {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  }

  function mark(number) {
    active = number;
    [...list.children].forEach((item, at) =>
      set(item, { "aria-selected": at === active })
    );
    set(box, { "aria-activedescendant": list.children[active]?.id || "" });
  }

  function show(suggestions) {
    shown = suggestions;
    list.replaceChildren(...shown.map(option));
    mark(-1);
    list.hidden = !shown.length;
    form.classList.toggle("open", !list.hidden);
    set(box, { "aria-expanded": !list.hidden });
  }

  function option(suggestion, number) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const room = document.createElement("bdi");
    set(item, { id: list.id + number, role: "option", dir: suggestion.direction });
    set(words, { lang: suggestion.language });
    set(room, { class: "help" });
    words.append(suggestion.text);
    room.append(suggestion.room);
    item.append(words, " ", room);
    item.addEventListener("click", () => choose(suggestion));
    return item;
  }

  async function ask() {
    const mine = ++turn;
    const query = "?q=" + encodeURIComponent(box.value);
    const answer = await (await fetch(form.dataset.suggest + query)).json();
    if (mine === turn) show(answer.suggestions);
  }

  function close() {
    turn += 1; // an answer on its way comes too late
    clearTimeout(timer);
    show([]);
  }

  function choose(suggestion) {
    close();
    if (suggestion.url) return location.assign(suggestion.url);
    box.value = suggestion.text;
    form.submit();
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    mark(-1); // what was chosen belongs to other letters
    if (box.value.trim().length < FEWEST) close();
    else timer = setTimeout(() => ask().catch(close), PAUSE);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const places = shown.length + 1;
    if (list.hidden || event.isComposing) return;
    if (step) mark(((active + 1 + step + places) % places) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(shown[active]);
    else return;
    event.preventDefault();
  });
  // The box keeps the focus while the list is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());

  set(list, {
    id: box.id + "-list",
    role: "listbox",
    "aria-label": form.getAttribute("aria-label"),
  });
  form.append(list);
  set(box, {
    type: "text", // a search field may not be a combobox
    inputmode: "search",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
  });
  close();
});
