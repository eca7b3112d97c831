// Comfort while filling in a form: counts what is left, says what a date means, saves by itself, knows large files.

const QUIET_FOR = 5000;
const LARGEST = 20 * 1024 * 1024;
const NEAR = 0.8;
const CHINESE = document.documentElement.lang !== "en";

// Near the limit of a long text, how much of it is used.
function countCharacters(area) {
  const line = document.getElementById(`${area.id}-limit`);
  const longest = Number(area.dataset.longest);
  if (!line || !longest) return;
  const usual = line.textContent;
  const show = () => {
    const typed = [...area.value.trim()].length;
    const near = typed >= longest * NEAR;
    line.textContent = near ? `${typed} / ${longest}` : usual;
    line.classList.toggle("near", typed > longest);
  };
  area.addEventListener("input", show);
  show();
}

// The same ways of writing a date as the service reads, or null.
export function readDay(text) {
  const written = text.normalize("NFKC").trim();
  const found = /^(\d{4}|1\d\d)([-/.])(\d{1,2})\2(\d{1,2})$/.exec(written)
    || /^(?:民國)?([1-9]\d{0,3})(年)(\d{1,2})月(\d{1,2})日$/.exec(written)
    || /^(\d{4}|1\d\d)()(\d\d)(\d\d)$/.exec(written);
  if (!found) return null;
  const year = Number(found[1]) + (found[1].length === 4 ? 0 : 1911);
  const [month, day] = [Number(found[3]), Number(found[4])];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
}

function sayDate(input) {
  const line = document.getElementById(`${input.id}-means`);
  if (!line) return;
  input.addEventListener("input", () => {
    const date = readDay(input.value);
    if (!date || date.getUTCFullYear() < 1912) {
      line.textContent = "";
      return;
    }
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const roc = `${year - 1911}年${month}月${day}日`;
    const weekday = "日一二三四五六"[date.getUTCDay()];
    const english = date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    line.textContent = CHINESE ? `＝ ${year}/${month}/${day}（${weekday}），民國 ${roc}` : `= ${english}, ROC ${roc}`;
  });
}

// Fields that are needed under a condition open when it holds; one that is no longer needed folds while it is empty.
function showNeeded(form, needed) {
  for (const fold of form.querySelectorAll("details[data-needs]")) {
    const wanted = needed[fold.dataset.needs];
    if (wanted === undefined) continue;
    const typed = [...fold.querySelectorAll("input, select, textarea")].some((field) => (
      field.type === "radio" || field.type === "checkbox" ? field.checked && field.value : field.type !== "hidden" && field.value));
    for (const mark of fold.querySelectorAll(".field .optional")) mark.hidden = wanted !== false;
    fold.open = wanted !== false || Boolean(typed);
    for (let around = fold; wanted && around; around = around.parentElement.closest("details.needs")) around.open = true;
  }
}

// Five seconds after the last change the draft is kept; nothing is checked and nothing is sent. Where fields depend on
// others it is kept at once, since the service says which are needed.
function saveByItself(form) {
  const line = form.querySelector("[data-saved]");
  const seen = form.elements.seen;
  let timer = 0;
  let leaving = false;
  let saving = false;
  let again = false;
  let pressed = null;
  const save = async () => {
    clearTimeout(timer);
    if (leaving) return;
    if (saving) {
      again = true;
      return;
    }
    saving = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        redirect: "error",
      });
      const told = await answer.json();
      if (told.seen) seen.value = told.seen;
      if (line && told.said) line.textContent = told.said;
      if (told.needed) showNeeded(form, told.needed);
    } catch {
      // Offline or signed out: what is typed stays on the page and is sent with the button.
    }
    saving = false;
    if (pressed) {
      form.requestSubmit(pressed);
    } else if (again) {
      again = false;
      save();
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, QUIET_FOR);
  });
  if (form.querySelector("[data-needs]")) form.addEventListener("change", save);
  form.addEventListener("submit", (event) => {
    // Two savings at once would look like two windows.
    if (saving) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    leaving = true;
    clearTimeout(timer);
  });
}

// A file that is too large is told before it travels.
function knowLargeFiles(input) {
  const line = document.getElementById(`${input.id}-error`);
  if (!line) return;
  const tooLarge = () => input.files.length > 0 && input.files[0].size > LARGEST;
  input.addEventListener("change", () => {
    line.hidden = !tooLarge();
    line.textContent = tooLarge() ? input.dataset.tooBig.replace("%s", input.files[0].name) : "";
    input.setAttribute("aria-invalid", String(tooLarge()));
  });
  input.form.addEventListener("submit", (event) => {
    if (!tooLarge()) return;
    event.preventDefault();
    input.focus();
  });
}

document.querySelectorAll("textarea[data-longest]").forEach(countCharacters);
document.querySelectorAll("input[data-date]").forEach(sayDate);
document.querySelectorAll("form[data-autosave]").forEach(saveByItself);
document.querySelectorAll("input[data-too-big]").forEach(knowLargeFiles);
