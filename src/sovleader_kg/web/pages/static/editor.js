// The editor: a plain field in which names are completed, with the colours of its words laid below it.
// Without this script the form sends the query all the same. Tab is never caught.

const KEYWORDS = (
  "ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING IN LIMIT MINUS NAMED NOT OFFSET " +
  "OPTIONAL ORDER PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE ASC AS ABS AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT " +
  "DATATYPE DAY FLOOR GROUP_CONCAT IF IRI ISBLANK ISIRI ISLITERAL LANG LANGMATCHES LCASE MAX MIN MONTH REGEX REPLACE ROUND " +
  "SAMETERM SAMPLE STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR SUM UCASE YEAR"
).split(" ");
const TOKEN = new RegExp([
  /(?<comment>#[^\n]*)/,
  /(?<text>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/,
  /(?<iri><[^<>"{}|^`\s]*>)/,
  /(?<variable>[?$]\w+)/,
  /(?<name>[\p{L}\d_][\p{L}\d_.-]*:(?:[\p{L}\d_:.%-]*[\p{L}\d_:%-])?|:[\p{L}\d_][\p{L}\d_.-]*)/,
  /(?<number>\b\d+(?:\.\d+)?\b)/,
  /(?<word>[A-Za-z_]\w*)/,
].map((one) => one.source).join("|"), "gu");
const MOST = 12; // suggestions

/** Makes an element with attributes and children. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

class Editor {
  constructor(form) {
    this.form = form;
    this.field = form.elements.query;
    this.wrong = null; // where an error is, as a place in the query
    this.words = JSON.parse(form.dataset.words);
    this.below = make("pre", { "aria-hidden": "true" });
    this.list = make("ul", { class: "suggestions", id: "suggestions", role: "listbox", "aria-label": this.words.suggestions });
    this.list.hidden = true;
    this.heard = make("p", { class: "unseen", role: "status" });
    this.field.parentElement.prepend(this.below);
    this.field.parentElement.append(this.list, this.heard);
    this.field.parentElement.classList.add("coloured");
    const declare = make("button", { type: "button", class: "quiet" }, this.words.declare);
    declare.addEventListener("click", () => this.declare());
    form.querySelector(".buttons").append(declare);
    for (const [key, value] of Object.entries({ list: "autocomplete", suggestions: "controls" })) {
      this.field.setAttribute(`aria-${value}`, key);
    }
    this.listen();
    if (location.hash.startsWith("#query=")) this.field.value = decodeURIComponent(location.hash.slice(7));
    this.colour();
    this.mark();
  }

  listen() {
    this.field.addEventListener("input", () => { this.wrong = null; this.colour(); if (!this.inserting) this.suggest(); });
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("focus", () => this.vocabulary(), { once: true });
    this.field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const item = event.target.closest("li");
      if (item) this.take(item);
    });
    this.form.addEventListener("submit", (event) => {
      if ((event.submitter?.value ?? "html") !== "html") return; // a file is the browser's to fetch
      event.preventDefault();
      this.run();
    });
    addEventListener("resize", () => this.fit());
  }

  // Colours

  colour() {
    const text = this.field.value, parts = [];
    let end = 0;
    for (const found of text.matchAll(TOKEN)) {
      parts.push(...this.between(text, end, found.index), this.coloured(found));
      end = found.index + found[0].length;
    }
    this.below.replaceChildren(...parts, ...this.between(text, end, text.length), "\n ");
    this.fit();
  }

  coloured({ 0: token, groups, index }) {
    let kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    if (kind === "word") kind = KEYWORDS.includes(token.toUpperCase()) ? "keyword" : "";
    if (kind === "name" && !this.isKnown(token)) kind = "name unknown";
    if (this.wrong !== null && index <= this.wrong && this.wrong < index + token.length) kind += " wrong";
    return kind ? make("span", { class: kind }, token) : token;
  }

  /** Returns what stands between two words, marked where the error is. */
  between(text, start, end) {
    const at = this.wrong ?? -1;
    if (at < start || at >= end) return [text.slice(start, end)];
    return [text.slice(start, at), make("span", { class: "wrong" }, text[at]), text.slice(at + 1, end)];
  }

  /** Returns whether a prefixed name can mean something: by a prefix that is declared, or a term that there is. */
  isKnown(name) {
    const [prefix] = name.split(":", 1);
    if (new RegExp(`PREFIX\\s+${prefix}:`, "i").test(this.field.value) || !this.known) return true;
    return prefix in this.known.prefixes && (prefix !== "sl" || name === "sl:" || this.known.names.has(name));
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.max(this.below.scrollHeight, this.field.scrollHeight) + 2}px`;
  }

  /** Marks where the error says that it is. */
  mark() {
    const said = document.querySelector("#answer [data-line]");
    if (!said) return;
    const lines = this.field.value.split("\n").slice(0, said.dataset.line - 1);
    const at = lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(said.dataset.column) - 1;
    const { value } = this.field; // an end is marked at what stands before it
    this.wrong = /\S/.test(value[at] ?? "") ? at : Math.max(value.slice(0, at).trimEnd().length - 1, 0);
    this.colour();
    this.field.setSelectionRange(this.wrong, this.wrong);
  }

  // Completion

  async vocabulary() {
    this.asked ??= fetch(this.form.dataset.completions).then((answer) => answer.json());
    this.known = await this.asked;
    this.known.names = new Set(this.known.terms.map(([name]) => name));
    this.colour();
    return this.known;
  }

  /** Returns what stands before the caret and is completed. */
  begun() {
    return this.field.value.slice(0, this.field.selectionStart).match(/[?$]?[\p{L}\d_.:-]*$/u)[0];
  }

  async suggest(wanted = false) {
    const begun = this.begun();
    if (!wanted && begun.replace(/^.*:/, "").length < 2 && !begun.endsWith(":")) return this.close();
    await this.vocabulary();
    if (begun !== this.begun()) return undefined;
    const found = this.fitting(begun);
    if (!found.length) {
      if (wanted) this.heard.textContent = this.words.none;
      return this.close();
    }
    return this.open(found, wanted);
  }

  /** Returns rows of what to insert, what it is called, and what it is, the likeliest first. */
  fitting(begun) {
    const low = begun.toLowerCase();
    if (/^[?$]/.test(begun)) {
      const others = [...this.field.value.matchAll(/[?$]\w+/g)].map(([one]) => one).filter((one) => one !== begun);
      return [...new Set(others)].filter((one) => one.toLowerCase().startsWith(low)).slice(0, MOST).map((one) => [one, "", ""]);
    }
    const [prefix, local] = begun.includes(":") ? low.split(/:(.*)/) : [null, low];
    const rank = ([name, label]) => {
      const own = name.toLowerCase().split(/:(.*)/);
      if (prefix !== null && own[0] !== prefix) return 0;
      if (own[1].startsWith(local)) return 4;
      if (` ${label.toLowerCase()}`.includes(` ${local}`)) return 3;
      return own[1].includes(local) || label.toLowerCase().includes(local) ? 1 + (own[0] === "sl") : 0;
    };
    const plain = prefix === null && low ? KEYWORDS.filter((word) => word.toLowerCase().startsWith(low)) : [];
    const prefixes = prefix === null && low ? Object.entries(this.known.prefixes).filter(([one]) => one.startsWith(low)) : [];
    const named = [...this.known.terms, ...this.known.things].map((one) => [rank(one), one]).filter(([how]) => how);
    named.sort(([one], [other]) => other - one);
    return [
      ...plain.map((word) => [word, "", ""]),
      ...prefixes.map(([one, space]) => [`${one}:`, "", space]),
      ...named.map(([, [name, label, definition = ""]]) => [name, label, definition]),
    ].slice(0, MOST);
  }

  open(found, first) {
    const items = found.map(([name, label, definition], number) => {
      const item = make("li", { role: "option", id: `suggestion-${number}`, "aria-selected": "false", "data-name": name });
      item.append(make("code", {}, name), label ? ` ${label}` : "", definition ? make("small", {}, definition) : "");
      return item;
    });
    this.list.replaceChildren(...items);
    this.list.hidden = false;
    this.place();
    this.list.scrollIntoView({ block: "nearest" });
    this.choose(first ? 0 : -1);
    this.heard.textContent = this.words.found.replace("{}", items.length);
  }

  /** Puts the list below the line of the caret. */
  place() {
    const range = document.createRange(), walker = document.createTreeWalker(this.below, NodeFilter.SHOW_TEXT);
    let left = this.field.selectionStart - this.begun().length;
    while (walker.nextNode()) {
      const { length } = walker.currentNode;
      if (left < length) break;
      left -= length;
    }
    range.setStart(walker.currentNode, Math.min(left, walker.currentNode.length - 1));
    range.setEnd(walker.currentNode, Math.min(left + 1, walker.currentNode.length));
    const box = range.getBoundingClientRect(), around = this.field.parentElement.getBoundingClientRect();
    const furthest = Math.max(0, around.width - this.list.offsetWidth);
    this.list.style.left = `${Math.min(box.left - around.left, furthest)}px`;
    this.list.style.top = `${box.bottom - around.top + 4}px`;
  }

  choose(number) {
    const items = [...this.list.children];
    this.chosen = items[number] ?? null;
    for (const item of items) item.setAttribute("aria-selected", String(item === this.chosen));
    if (this.chosen) {
      this.field.setAttribute("aria-activedescendant", this.chosen.id);
      this.chosen.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  take(item) {
    const end = this.field.selectionStart;
    this.field.setSelectionRange(end - this.begun().length, end);
    this.insert(item.dataset.name);
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.chosen = null;
    this.field.removeAttribute("aria-activedescendant");
  }

  // Keys

  press(event) {
    const open = !this.list.hidden, held = event.ctrlKey || event.metaKey;
    const items = [...this.list.children], at = items.indexOf(this.chosen);
    let does = null;
    if (held && event.key === "Enter") does = () => this.run();
    else if (event.ctrlKey && event.code === "Space") does = () => this.suggest(true);
    else if (held && event.key === "]") does = () => this.shift("  ");
    else if (held && event.key === "[") does = () => this.shift("");
    else if (open && event.key === "ArrowDown") does = () => this.choose((at + 1) % items.length);
    else if (open && event.key === "ArrowUp") does = () => this.choose(at > 0 ? at - 1 : items.length - 1);
    else if (open && event.key === "Escape") does = () => this.close();
    else if (open && event.key === "Enter" && this.chosen) does = () => this.take(this.chosen);
    else if (event.key === "Enter" && !held && !event.shiftKey) does = () => this.newline();
    else if (["ArrowLeft", "ArrowRight", "Home", "End", "Tab"].includes(event.key)) this.close();
    if (!does) return;
    event.preventDefault();
    does();
  }

  /** Inserts text for what is selected, so that it can be undone. */
  insert(text) {
    this.inserting = true; // nothing is offered for it
    this.field.focus();
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
      this.colour();
    }
    this.inserting = false;
  }

  newline() {
    const line = this.field.value.slice(0, this.field.selectionStart).split("\n").pop();
    this.insert(`\n${line.match(/^\s*/)[0]}${/\{\s*$/.test(line) ? "  " : ""}`);
    this.close();
  }

  /** Indents the lines that are selected, or takes their indent back. */
  shift(indent) {
    const { value, selectionStart, selectionEnd } = this.field;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const lines = value.slice(start, selectionEnd).split("\n");
    this.field.setSelectionRange(start, selectionEnd);
    this.insert(lines.map((line) => (indent ? indent + line : line.replace(/^ {1,2}/, ""))).join("\n"));
    this.close();
  }

  /** Writes the prefixes that are used and known above the query, for other endpoints. */
  async declare() {
    const { prefixes } = await this.vocabulary();
    const used = new Set([...this.field.value.matchAll(TOKEN)].map(({ groups }) => groups.name?.split(":", 1)[0]));
    const lacking = Object.keys(prefixes).filter((one) => used.has(one))
      .filter((one) => !new RegExp(`PREFIX\\s+${one}:`, "i").test(this.field.value));
    if (!lacking.length) return;
    this.field.setSelectionRange(0, 0);
    this.insert(`${lacking.map((one) => `PREFIX ${one}: <${prefixes[one]}>\n`).join("")}\n`);
    this.close();
  }

  // Answers

  /** Fetches the page that the form leads to, and takes the answer out of it. */
  async run() {
    this.close();
    const answer = document.getElementById("answer");
    const body = new URLSearchParams({ query: this.field.value, format: "html" });
    answer.replaceChildren(make("p", { role: "status" }, this.words.running));
    try {
      const reply = await fetch(this.form.action, { method: "POST", body });
      const text = await reply.text();
      const page = new DOMParser().parseFromString(text, "text/html").getElementById("answer");
      answer.replaceChildren(...(page ? page.childNodes : [make("p", { class: "error", role: "alert" }, text)]));
    } catch {
      answer.replaceChildren(make("p", { class: "error", role: "alert" }, this.words.failed));
    }
    this.wrong = null;
    this.colour();
    this.mark();
    if (this.wrong === null) answer.focus();
    else this.field.focus();
  }
}

new Editor(document.getElementById("editor"));
