// The timeline that moves: lanes of bars, a cursor for a day and who held what on it; zoom, parts, one person.
// The drawn picture and the table below are there without it.

import { Almanac, isDay, make, toIso, toNumber } from "./almanac.js";

const FIRST = toNumber("1917-01-01"), LAST = toNumber("1992-12-31");
const ROW = 28, NARROW = 0.026, CLOSE = 6, STEP = 1.5; // a row in pixels; pixels of a day at least and at most; a zoom
const TICKS = [[10, 12], [5, 12], [2, 12], [1, 12], [1, 3], [1, 1]]; // each how many years, and then how many months

class Timeline {
  constructor(root, almanac) {
    this.root = root;
    this.almanac = almanac;
    this.words = almanac.words;
    const asked = new URLSearchParams(location.search);
    this.show = asked.get("show") ?? root.dataset.show;
    this.person = almanac.people.findIndex(([slug]) => slug === (root.dataset.person || asked.get("person")));
    this.day = isDay(asked.get("day") ?? "") ? asked.get("day") : root.dataset.day;
    this.pen = document.createElement("canvas").getContext("2d");
    this.build();
    this.scale = Math.max(this.fitting(), NARROW);
    this.draw();
    this.reach();
  }

  // What stands around the lanes

  build() {
    const { words } = this;
    const button = (label, title, does) => {
      const one = make("button", { type: "button", class: "quiet", onclick: does, title }, label);
      if (label.length === 1) one.setAttribute("aria-label", title);
      return one;
    };
    this.input = make("input", { type: "date", id: "timeline-day", min: toIso(FIRST), max: toIso(LAST) });
    this.input.addEventListener("change", () => isDay(this.input.value) && this.go(this.input.value));
    const tools = make("div", { class: "tools", role: "group", "aria-label": words.tools },
      make("label", { for: "timeline-day" }, words.day), this.input,
      button(`← ${words.earlier}`, words.earlier_change, () => this.turn(-1)),
      button(`${words.later} →`, words.later_change, () => this.turn(1)),
      button("+", words.closer, () => this.zoom(STEP)), button("−", words.wider, () => this.zoom(1 / STEP)),
      button(words.all, words.all, () => this.zoom(0)));
    this.axis = make("div", { class: "axis", "aria-hidden": "true" });
    this.line = make("div", { class: "cursor", "aria-hidden": "true" }, make("span"));
    this.lanes = make("div");
    this.sheet = make("div", { class: "sheet" }, this.axis, this.lanes, this.line);
    this.chart = make("div", { class: "chart", tabindex: "0", role: "region", "aria-label": words.chart }, this.sheet);
    this.told = make("section", { class: "told", "aria-label": words.told });
    this.heard = make("p", { class: "unseen", role: "status" });
    this.tip = make("p", { class: "tip", role: "tooltip", hidden: true });
    this.root.append(tools, make("div", { class: "beside" }, this.chart, this.told), this.legend(),
      make("p", { class: "soft" }, words.keys), this.heard, this.tip);
    this.listen();
  }

  legend() {
    const kinds = ["term", "acting", "leadership", "collective", "vacancy", "post", "fades", "change"];
    const entry = (kind) => make("li", {}, make("span", { class: `swatch ${kind}` }), this.words[`key_${kind}`]);
    return make("ul", { class: "legend", "aria-label": this.words.legend }, ...kinds.map(entry));
  }

  // The lanes

  /** Returns the lanes to draw: those of the part that is shown, or those with terms of one person. */
  chosen() {
    const { shows } = this.almanac;
    if (this.person < 0) return (shows.find((show) => show.key === this.show) ?? shows[0]).lanes;
    const mine = shows.filter((show) => show.key !== "led").flatMap((show) => show.lanes)
      .map((lane) => ({ ...lane, bars: lane.bars.filter(([, who]) => who === this.person) }))
      .filter((lane) => lane.bars.length);
    return mine.sort((one, other) => (one.bars[0][3] < other.bars[0][3] ? -1 : 1));
  }

  draw() {
    this.shown = this.chosen();
    this.sheet.style.width = `${this.x(LAST + 1)}px`;
    this.pen.font = getComputedStyle(this.chart).font;
    this.axis.replaceChildren(...this.ticks());
    this.lanes.replaceChildren(...this.shown.map((lane) => this.lane(lane)));
    this.tell(this.day);
  }

  x(day) {
    return (Math.min(Math.max(day, FIRST), LAST + 1) - FIRST) * this.scale;
  }

  ticks() {
    const apart = ([years, months]) => years * (months / 12) * 365 * this.scale;
    const [years, months] = [...TICKS].reverse().find((step) => apart(step) >= 64) ?? TICKS[0];
    const found = [];
    for (let year = 1917; year <= 1992; year += 1) {
      for (let month = 1; month <= 12 && year % years === 0; month += months) {
        const day = toNumber(`${year}-${String(month).padStart(2, "0")}-01`);
        const tick = make("span", {}, month === 1 ? String(year) : `${month}.${year}`);
        tick.style.left = `${this.x(day)}px`;
        found.push(tick);
      }
    }
    return found;
  }

  lane(lane) {
    const rows = make("div", { class: "rows" });
    const ends = [];
    for (const bar of lane.bars) rows.append(this.bar(bar, lane, ends));
    rows.style.height = `${Math.max(ends.length, 1) * ROW}px`;
    for (const exists of lane.exists) rows.prepend(this.shape(exists, "post", 0));
    for (const mark of lane.marks) rows.append(this.mark(mark));
    const name = lane.thing ? this.almanac.link(lane.thing, lane.label) : lane.label;
    return make("div", { class: "lane", role: "group", "aria-label": lane.label }, make("p", {}, make("span", {}, name)), rows);
  }

  /** Returns a bar in the first row that has room for it and its label. */
  bar([thing, who, kind, ...rest], lane, ends) {
    const bounds = rest.slice(0, 4).concat(["", "", "", ""]).slice(0, 4), doubtful = rest[4] === 1;
    const name = typeof who === "number" ? this.almanac.people[who][1] : who;
    const dates = `${this.almanac.span(bounds[0], bounds[1])} – ${this.almanac.span(bounds[2], bounds[3])}`;
    const years = [bounds[0], bounds[3]].map((day) => day.slice(0, 4));
    const label = this.person < 0 ? name : years.join("–"); // of one person the lane tells the rest
    const shape = this.shape(bounds, kind, doubtful), left = shape.from, wide = shape.to - shape.from;
    const room = this.pen.measureText(label).width + 14, all = this.pen.measureText(`${label} ${dates}`).width + 14;
    const inside = wide >= room, leftwards = !inside && shape.to + room > this.x(LAST + 1);
    const begins = leftwards ? left - room : left, until = inside || leftwards ? shape.to : shape.to + room;
    let row = ends.findIndex((end) => end + 4 <= begins);
    if (row < 0) row = ends.length;
    ends[row] = until;
    const said = make("span", { class: inside ? "name" : leftwards ? "name before" : "name after" }, label);
    if (wide >= all) said.append(make("small", {}, ` ${dates}`));
    const link = make("a", { href: this.almanac.address(thing), class: `bar ${kind}${shape.sure ? "" : " never"}` }, shape, said);
    link.setAttribute("aria-label", `${name}, ${lane.label}: ${dates}`);
    Object.assign(link.style, { left: `${left}px`, width: `${wide}px`, top: `${row * ROW}px` });
    Object.assign(shape.style, { left: "0", width: "100%" });
    return link;
  }

  /** Returns the shape of something between bounds: whole where it surely lasts, fading where it may. */
  shape([start, started, end, ended], kind, doubtful) {
    const days = [start || toIso(FIRST), started || ended || toIso(LAST), end || start || toIso(FIRST), ended || toIso(LAST)];
    const [first, begun, lasts, last] = days.map(toNumber);
    const sure = [Math.min(begun, last), Math.max(lasts, first)];
    const from = this.x(first), to = Math.max(this.x(last + 1), from + 3);
    const element = make("span", { class: `shape ${kind}` });
    const share = (day) => `${(100 * (this.x(day) - from)) / (to - from)}%`;
    element.sure = !doubtful && sure[0] <= sure[1];
    element.style.setProperty("--begun", element.sure ? share(sure[0]) : "0%");
    element.style.setProperty("--lasts", element.sure ? share(sure[1] + 1) : "100%");
    Object.assign(element, { from, to });
    Object.assign(element.style, { left: `${from}px`, width: `${to - from}px` });
    return element;
  }

  mark([thing, label, first, last]) {
    const said = `${label}: ${this.almanac.span(first, last)}`;
    const link = make("a", { href: this.almanac.address(thing), class: "bar mark", "aria-label": said });
    const left = this.x(toNumber(first));
    Object.assign(link.style, { left: `${left}px`, width: `${Math.max(this.x(toNumber(last)) - left, 2)}px` });
    return link;
  }

  // The day

  /** Goes to a day for good; hovering only looks at one. */
  go(day) {
    this.day = toIso(Math.min(Math.max(toNumber(day), FIRST), LAST));
    this.tell(this.day);
    this.reach();
    this.remember();
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.heard.textContent = this.told.textContent.slice(0, 300)), 500);
  }

  turn(way) {
    const days = this.almanac.turns(this.things());
    const next = way < 0 ? days.filter((day) => day < this.day).pop() : days.find((day) => day > this.day);
    if (next) this.go(next);
  }

  /** Returns what the cursor tells of: the heads, or a person's posts, and the posts of the lanes. */
  things() {
    const posts = this.shown.map((lane) => lane.thing).filter((thing) => thing in this.almanac.held);
    if (this.person >= 0) return posts;
    const heads = this.almanac.sections.filter((one) => one.kind === "office").flatMap((one) => one.held);
    return ["office", "heads", "led"].includes(this.show) ? heads : [...heads, ...posts];
  }

  tell(day) {
    const { almanac, words } = this, only = this.person < 0 ? null : this.person;
    this.looked = day;
    this.line.style.left = `${this.x(toNumber(day))}px`;
    this.line.firstChild.textContent = almanac.spoken(day);
    this.input.value = day;
    const told = this.things().map((thing) => [thing, almanac.holders(thing, day, only)]).filter(([, items]) => items.length);
    const list = make("dl", {}, ...told.flatMap(([thing, items]) => this.entry(almanac.link(thing), items)));
    if (only === null) {
      for (const [body, items] of almanac.leaders(day)) list.append(...this.entry(`${words.led}: ${almanac.labels[body]}`, items));
    }
    const whole = make("a", { href: this.root.dataset.on.replace("DAY", day) }, words.whole);
    const none = only !== null && !told.length ? [make("p", {}, words.none)] : [];
    this.told.replaceChildren(make("h2", {}, almanac.spoken(day)), ...none, list, make("p", {}, whole));
  }

  entry(name, items) {
    return [make("dt", {}, name), make("dd", {}, make("ul", { class: "plain" }, ...items))];
  }

  // Moving about

  fitting() {
    return this.chart.clientWidth / (LAST + 1 - FIRST);
  }

  /** Zooms so that one place, else the cursor, stays where it is; 0 shows all. */
  zoom(by, at = this.x(toNumber(this.day)) - this.chart.scrollLeft) {
    const within = at >= 0 && at <= this.chart.clientWidth ? at : this.chart.clientWidth / 2;
    const held = (this.chart.scrollLeft + within) / this.scale;
    this.scale = by ? Math.min(Math.max(this.scale * by, Math.min(this.fitting(), NARROW)), CLOSE) : this.fitting();
    this.draw();
    this.chart.scrollLeft = held * this.scale - within;
  }

  /** Scrolls so far that the cursor is seen. */
  reach() {
    const x = this.x(toNumber(this.day)), { scrollLeft, clientWidth } = this.chart;
    if (x < scrollLeft + 20 || x > scrollLeft + clientWidth - 20) this.chart.scrollLeft = x - clientWidth / 2;
  }

  under(event) {
    const x = Math.floor(event.clientX) - this.chart.getBoundingClientRect().left + this.chart.scrollLeft;
    return toIso(Math.min(Math.max(FIRST + Math.floor(x / this.scale), FIRST), LAST));
  }

  listen() {
    const { chart } = this;
    chart.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.tell(this.under(event)));
    chart.addEventListener("pointerleave", () => this.looked !== this.day && this.tell(this.day));
    chart.addEventListener("click", (event) => event.target.closest("a") || this.go(this.under(event)));
    chart.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 200), event.clientX - chart.getBoundingClientRect().left);
    }, { passive: false });
    this.pinch();
    chart.addEventListener("keydown", (event) => this.press(event));
    for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
      chart.addEventListener(on, (event) => this.point(event.target.closest("a.bar")));
      chart.addEventListener(off, () => this.point(null));
    }
    addEventListener("resize", () => this.draw());
  }

  pinch() {
    let apart = 0;
    const distance = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.chart.addEventListener("touchstart", ({ touches }) => (apart = touches.length === 2 ? distance(touches) : 0));
    this.chart.addEventListener("touchmove", (event) => {
      if (event.touches.length !== 2 || !apart) return;
      event.preventDefault();
      const now = distance(event.touches);
      const middle = (event.touches[0].clientX + event.touches[1].clientX) / 2;
      this.zoom(now / apart, middle - this.chart.getBoundingClientRect().left);
      apart = now;
    }, { passive: false });
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const does = {
      "+": () => this.zoom(STEP),
      "=": () => this.zoom(STEP),
      "-": () => this.zoom(1 / STEP),
      0: () => this.zoom(0),
      Home: () => this.go(toIso(FIRST)),
      End: () => this.go(toIso(LAST)),
    }[event.key] ?? (way && (() => (event.shiftKey ? this.turn(way) : this.go(toIso(toNumber(this.day) + way)))));
    if (!does) return;
    event.preventDefault();
    does();
  }

  /** Tells the dates of a bar beside it. */
  point(bar) {
    this.tip.hidden = !bar;
    if (!bar) return;
    this.tip.textContent = bar.getAttribute("aria-label");
    const box = bar.getBoundingClientRect();
    const left = Math.min(Math.max(box.left, 8), document.documentElement.clientWidth - this.tip.offsetWidth - 8);
    Object.assign(this.tip.style, { left: `${Math.max(left, 8)}px`, top: `${box.bottom + 4}px` });
  }

  // Parts and persons

  narrow(show, person) {
    Object.assign(this, { show, person });
    for (const link of document.querySelectorAll("a[data-show]")) {
      if (person < 0 && link.dataset.show === show) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const label = person < 0 ? this.almanac.shows.find((one) => one.key === show).label : this.almanac.people[person][1];
    document.querySelector("h1").textContent = `${this.words.timeline}: ${label}`;
    this.chart.scrollTop = 0;
    this.draw();
    this.remember();
  }

  /** Keeps what is seen in the address, for whoever copies it. */
  remember() {
    if (!location.protocol.startsWith("http")) return;
    const address = new URL(location.href);
    const kept = { show: this.show, person: this.person < 0 ? "" : this.almanac.people[this.person][0], day: this.day };
    for (const [name, value] of Object.entries(kept)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
  }
}

function offer(timeline, almanac) {
  for (const link of document.querySelectorAll("a[data-show]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      timeline.narrow(link.dataset.show, -1);
    });
  }
  const form = document.getElementById("one-person"), input = form.elements.person;
  const names = make("datalist", { id: "people" }, ...almanac.people.map(([, label]) => make("option", { value: label })));
  input.setAttribute("list", "people");
  form.append(names);
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    const typed = input.value.trim().toLowerCase();
    const person = almanac.people.findIndex(([slug, label]) => label.toLowerCase() === typed || slug === typed);
    if (person < 0 && typed && !form.dataset.alone) return; // the server knows more spellings
    event.preventDefault();
    if (person >= 0 || !typed) timeline.narrow(timeline.show, person);
  });
}

const root = document.getElementById("timeline");
try {
  const almanac = await Almanac.of(root);
  root.hidden = false; // what is hidden has no width
  offer(new Timeline(root, almanac), almanac);
  document.documentElement.classList.add("moving");
} catch (problem) {
  root.hidden = true; // the picture and the table tell the same
  console.info(problem);
}
