// Comfort only: everything works without this file.

const FORM_KEPT = "qianhe-form:";

// Typing in a field with data-filters hides what does not match in the element it names.
function filterWhileTyping(input) {
  const place = document.getElementById(input.dataset.filters);
  if (!place) return;
  const show = () => {
    const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const group of place.querySelectorAll("[data-filtered]")) {
      const title = group.firstElementChild.textContent.toLocaleLowerCase();
      let any = false;
      for (const row of group.querySelectorAll("li")) {
        const text = `${title} ${row.textContent.toLocaleLowerCase()}`;
        row.hidden = !words.every((word) => text.includes(word));
        any = any || !row.hidden;
      }
      group.hidden = !any;
    }
  };
  input.addEventListener("input", (event) => event.isComposing || show());
  input.addEventListener("compositionend", show);
}

// A button that shows what is typed as a password.
function showPassword(box) {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = document.documentElement.lang === "en" ? "Show" : "顯示";
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  box.append(button);
}

// What was typed survives a change of language.
function keepFormAcross(link) {
  link.addEventListener("click", () => {
    const typed = [];
    for (const field of document.querySelectorAll("main form[method=post] :is(input, select, textarea)")) {
      if (field.type === "hidden" || field.type === "password" || field.type === "file" || !field.name) continue;
      typed.push([field.name, field.value, field.checked === true]);
    }
    if (typed.length) sessionStorage.setItem(FORM_KEPT + location.pathname, JSON.stringify(typed));
  });
}

function fillFormAgain() {
  const kept = sessionStorage.getItem(FORM_KEPT + location.pathname);
  if (!kept) return;
  sessionStorage.removeItem(FORM_KEPT + location.pathname);
  for (const [name, value, checked] of JSON.parse(kept)) {
    for (const field of document.querySelectorAll(`main form[method=post] [name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.value === value) field.checked = checked;
      } else if (field.type !== "hidden") {
        field.value = value;
      }
    }
  }
}

// `/` goes to the search field; menus close when one clicks elsewhere or presses Escape.
function keysAndMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const inField = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details.menu[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    const find = document.getElementById("find");
    if (event.key === "/" && !inField && find && find.offsetParent) {
      event.preventDefault();
      find.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

// Two minutes before the session ends by itself, a notice offers to stay.
function warnBeforeTheEnd() {
  const notice = document.getElementById("ends-soon");
  const seconds = Number(document.body.dataset.sessionEnds);
  if (!notice || !seconds) return;
  let timer = 0;
  const wait = (left) => {
    clearTimeout(timer);
    timer = setTimeout(() => { notice.hidden = false; }, Math.max(left - 120, 0) * 1000);
  };
  wait(seconds);
  const form = notice.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status === 204) {
      notice.hidden = true;
      wait(seconds);
    } else {
      location.reload();
    }
  });
}

document.querySelectorAll("input[data-filters]").forEach(filterWhileTyping);
document.querySelectorAll(".password").forEach(showPassword);
document.querySelectorAll("a[data-keeps-form]").forEach(keepFormAcross);
fillFormAgain();
keysAndMenus();
warnBeforeTheEnd();
document.querySelector("[data-focus]")?.focus();
