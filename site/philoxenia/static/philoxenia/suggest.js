// Suggests titles and words while somebody types, as the combobox of the ARIA Authoring
// Practices does. Where any of this is missing, the box searches as it is.
(function () {
  "use strict";
  var PAUSE = 150; // milliseconds without a key, after which we ask
  var FEWEST = 2; // letters

  function watch(box) {
    var form = box.form;
    var list = document.createElement("ul");
    var shown = [];
    var active = -1;
    var turn = 0;
    var timer;

    function mark(number) {
      if (active >= 0) {
        list.children[active].setAttribute("aria-selected", "false");
      }
      active = number;
      if (active < 0) {
        box.removeAttribute("aria-activedescendant");
        return;
      }
      list.children[active].setAttribute("aria-selected", "true");
      box.setAttribute("aria-activedescendant", list.children[active].id);
    }

    function open(yes) {
      list.hidden = !yes;
      form.classList.toggle("open", yes);
      box.setAttribute("aria-expanded", String(yes));
    }

    function close() {
      turn += 1; // an answer on its way comes too late
      clearTimeout(timer);
      mark(-1);
      open(false);
    }

    function option(suggestion, number) {
      var item = document.createElement("li");
      var words = document.createElement("span");
      item.id = list.id + number;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      words.lang = suggestion.language;
      item.dir = suggestion.direction;
      words.textContent = suggestion.text;
      item.append(words);
      if (suggestion.room) {
        var room = document.createElement("bdi");
        room.className = "help";
        room.textContent = suggestion.room;
        item.append(" · ", room);
      }
      return item;
    }

    function show(answer) {
      mark(-1);
      shown = answer.suggestions;
      list.replaceChildren.apply(list, shown.map(option));
      open(shown.length > 0);
    }

    function ask() {
      var mine = ++turn;
      fetch(form.dataset.suggest + "?q=" + encodeURIComponent(box.value))
        .then(function (response) {
          return response.json();
        })
        .then(function (answer) {
          if (mine === turn) {
            show(answer);
          }
        })
        .catch(function () {}); // the box still searches
    }

    function choose(number) {
      var chosen = shown[number];
      close();
      if (chosen.url) {
        location.assign(chosen.url);
      } else {
        box.value = chosen.text;
        form.submit();
      }
    }

    box.addEventListener("input", function () {
      clearTimeout(timer);
      if (box.value.trim().length < FEWEST) {
        close();
      } else {
        timer = setTimeout(ask, PAUSE);
      }
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      var places = shown.length + 1; // the box itself is one of them
      if (list.hidden || event.isComposing) {
        return;
      }
      if (step) {
        mark(((active + 1 + step + places) % places) - 1);
      } else if (event.key === "Escape") {
        close();
      } else if (event.key === "Enter" && active >= 0) {
        choose(active);
      } else {
        return;
      }
      event.preventDefault();
    });
    list.addEventListener("mousedown", function (event) {
      event.preventDefault(); // the box keeps the focus
    });
    list.addEventListener("click", function (event) {
      var item = event.target.closest("li");
      if (item) {
        choose(Array.prototype.indexOf.call(list.children, item));
      }
    });

    list.id = box.id + "-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.getAttribute("aria-label"));
    form.append(list);
    box.type = "text"; // a search field may not be a combobox
    box.inputMode = "search";
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    close();
  }

  if (window.fetch && Element.prototype.replaceChildren) {
    document.querySelectorAll("[data-suggest] [name=q]").forEach(watch);
  }
})();
