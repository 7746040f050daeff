"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const records = new Map(data.cells.map((record) => [`${record.subject} ${record.rule}`, record]));
const cells = [...document.querySelectorAll(".cell")];
const rows = [...document.querySelectorAll("tr[data-rule]")];
const get = (id) => document.getElementById(id);

/* Filters: in each category any of the pressed ones, and all categories together. */
const filters = get("filters");
const text = get("text");
const pressed = (kind) =>
  new Set([...filters.querySelectorAll(`[data-filter="${kind}"][aria-pressed="true"]`)].map((button) => button.dataset.value));

function filter() {
  const suites = pressed("suite"), levels = pressed("level"), marks = pressed("mark");
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const inRow = [...row.querySelectorAll(".cell")];
    for (const cell of inRow) cell.classList.toggle("off", marks.size > 0 && !marks.has(cell.dataset.mark));
    const said = `${row.dataset.rule} ${row.dataset.why} ${row.cells[0].textContent}`.toLowerCase();
    const show =
      (!suites.size || suites.has(row.parentElement.dataset.suite)) &&
      (!levels.size || levels.has(row.dataset.level)) &&
      (!marks.size || inRow.some((cell) => !cell.classList.contains("off"))) &&
      words.every((word) => said.includes(word));
    row.hidden = !show;
    shown += show;
  }
  for (const part of document.querySelectorAll("tbody, table")) {
    part.hidden = !part.querySelector("tr[data-rule]:not([hidden])");
  }
  const all = shown === rows.length;
  get("shown").textContent = all ? `${shown} rules` : `${shown} of ${rows.length} rules`;
  filters.querySelector("[type=reset]").hidden = all && !marks.size;
  get("nothing").hidden = shown > 0;
  rove(stop && visible(stop) ? stop : cells.find(visible));
}

filters.addEventListener("click", (event) => {
  const button = event.target.closest("[data-filter]");
  if (!button) return;
  button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
  filter();
});
filters.addEventListener("reset", () => {
  for (const button of filters.querySelectorAll("[data-filter]")) button.setAttribute("aria-pressed", "false");
  text.value = "";
  filter();
});
filters.addEventListener("submit", (event) => event.preventDefault());
text.addEventListener("input", filter);
get("again").addEventListener("click", () => filters.reset());

/* Moving: one cell is in the tab order, the arrow keys go on from there. */
const visible = (cell) => !cell.closest("[hidden]");

let stop = null;

function rove(cell) {
  if (stop) stop.tabIndex = -1;
  if (cell) cell.tabIndex = 0;
  stop = cell;
}

function neighbour(cell, right, down) {
  const place = cell.parentElement.cellIndex;
  let found = null;
  if (right) {
    const inRow = [...cell.closest("tr").querySelectorAll(".cell")];
    found = inRow[inRow.indexOf(cell) + right];
  } else {
    const open = rows.filter((row) => !row.closest("[hidden]"));
    for (let at = open.indexOf(cell.closest("tr")) + down; open[at] && !found; at += down) {
      const there = open[at].cells[Math.min(place, open[at].cells.length - 1)];
      found = there.querySelector(".cell");
    }
  }
  return found;
}

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
document.querySelector("main").addEventListener("keydown", (event) => {
  const cell = event.target.closest(".cell");
  const step = STEPS[event.key];
  if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = neighbour(cell, ...step);
  if (!next) return;
  rove(next);
  next.focus();
  if (opened) open(next);
});

/* The detail of a cell, at the foot of the window. */
let opened = null;

function open(cell) {
  const row = cell.closest("tr");
  const { subject, mark } = cell.dataset;
  const { rule, level, why, needs } = row.dataset;
  const record = records.get(`${subject} ${rule}`) ?? { verdict: "pass" };
  opened?.removeAttribute("aria-expanded");
  opened = cell;
  cell.setAttribute("aria-expanded", "true");
  get("d-rule").textContent = rule;
  get("d-level").textContent = level;
  get("d-level").className = level.toLowerCase();
  get("d-subject").textContent = subject;
  get("d-statement").textContent = row.querySelector("p").textContent;
  get("d-why").textContent = why;
  get("d-class").textContent = row.dataset.class + (needs ? `, needs the capability ${needs}` : "");
  get("d-sign").className = `sign ${mark}`;
  get("d-sign").textContent = cell.textContent;
  get("d-verdict").textContent = record.verdict;
  const lines = [
    ["required", record.required],
    ["observed", record.observed ?? (mark === "pass" ? "as required" : null)],
    ["waived", record.waiver && record.waiver + (record.expired ? " (that day is past)" : "")],
    ["took", record.millis >= 1000 ? `${(record.millis / 1000).toFixed(1)} s` : null],
    ["stderr", record.stderr, "mono"],
  ];
  get("d-list").replaceChildren(...lines.filter((line) => line[1]).flatMap(([name, value, style]) => {
    const term = document.createElement("dt"), said = document.createElement("dd");
    term.textContent = name;
    said.textContent = value;
    if (style) said.className = style;
    return [term, said];
  }));
  get("d-replay").textContent =
    `cargo run --release --all-features --example matrix -- --subject ${subject} --rule ${rule} --seed ${data.seed}`;
  get("d-copy").textContent = "Copy";
  get("detail").hidden = false;
  document.body.classList.add("open");
  rove(cell);
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  history.replaceState(null, "", `#${subject}:${rule}`);
}

function close() {
  if (!opened) return;
  const cell = opened;
  opened.removeAttribute("aria-expanded");
  opened = null;
  get("detail").hidden = true;
  document.body.classList.remove("open");
  history.replaceState(null, "", location.pathname + location.search);
  cell.focus({ preventScroll: true });
}

document.querySelector("main").addEventListener("click", (event) => {
  const cell = event.target.closest(".cell");
  if (!cell) return;
  if (cell === opened) close();
  else open(cell);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
get("d-close").addEventListener("click", close);
get("d-copy").addEventListener("click", async () => {
  const code = get("d-replay");
  try {
    await navigator.clipboard.writeText(code.textContent);
    get("d-copy").textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    get("d-copy").textContent = "Selected";
  }
});

filter();
const [subject, rule] = decodeURIComponent(location.hash.slice(1)).split(":");
const linked = cells.find((cell) => cell.dataset.subject === subject && cell.closest("tr").dataset.rule === rule);
if (linked) open(linked);
