// Suggestions under a search field: a combobox with a list. Without this file, Enter sends the field as ever.

const PAUSE = 200;
const SHORTEST = 2;

function suggest(input) {
  const list = document.createElement("div");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestionsLabel);
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  input.parentElement.classList.add("suggesting");
  input.parentElement.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  let options = [];
  let chosen = -1;
  let timer = 0;
  let asking = new AbortController();

  const choose = (place) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options[chosen];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const close = () => {
    clearTimeout(timer);
    asking.abort();
    show(false);
  };
  const fill = (fragment) => {
    list.innerHTML = fragment;
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, place) => { option.id = `${list.id}-${place}`; });
    choose(-1);
    said.textContent = list.firstElementChild?.dataset.said ?? "";
    show(options.length > 0);
  };
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const words = input.value.trim();
    if (words.length < SHORTEST) {
      close();
      return;
    }
    try {
      const address = `${input.dataset.suggestions}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: asking.signal, redirect: "manual" });
      const fragment = answer.ok ? await answer.text() : "";
      if (document.activeElement === input) fill(fragment);
    } catch {
      // Overtaken by the next letter, or the network is away: Enter still works.
    }
  };
  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  input.addEventListener("input", (event) => event.isComposing || askSoon());
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
        return;
      }
      // One place more than there are options: the field itself.
      const places = options.length + 1;
      choose(((chosen + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places) - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && options[chosen] && !list.hidden) {
      event.preventDefault();
      location.assign(options[chosen].dataset.address);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
  show(false);
}

document.querySelectorAll("input[data-suggestions]").forEach(suggest);
