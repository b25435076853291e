// What a static site answers without a server: who held a post on a day, and the whole leadership of one or two days.
// The day, and the post, stand behind the # of the address, so that an answer can be linked to.

import { Almanac, isDay, make } from "./almanac.js";

const FIRST = "1917-01-01", LAST = "1991-12-31";

class Asked {
  constructor(root, almanac) {
    Object.assign(this, { root, almanac, words: almanac.words });
    this.told = make("div", { "aria-live": "polite" });
    this.form = this.build();
    root.append(this.form, this.told);
    root.hidden = false;
    addEventListener("hashchange", () => this.read());
    this.read();
  }

  /** Returns the form: a day, and what else is asked. */
  build(...fields) {
    const day = make("input", { type: "date", name: "day", id: `${this.root.id}-day`, min: FIRST, max: LAST, required: "" });
    const form = make("form", { class: "question" }, this.field(day, this.words.day), ...fields,
      make("p", {}, make("button", { type: "submit" }, this.words.ask)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.hash = this.address(form.elements);
    });
    return form;
  }

  field(input, label) {
    return make("p", {}, make("label", { for: input.id }, label), input);
  }

  list(rows) {
    const entry = ([name, items]) => [make("dt", {}, name), make("dd", {}, make("ul", { class: "plain" }, ...items))];
    return make("dl", {}, ...rows.flatMap(entry));
  }
}

/** Who held a post on a day. */
class Question extends Asked {
  build() {
    const { almanac } = this, select = make("select", { name: "post", id: "question-post" });
    for (const { kind, thing, held } of almanac.sections) {
      const options = held.map((one) => make("option", { value: one }, almanac.labels[one]));
      if (kind === "office") select.append(...options);
      else select.append(make("optgroup", { label: almanac.labels[thing] ?? this.words.others }, ...options));
    }
    return super.build(this.field(select, this.words.post));
  }

  address({ day, post }) {
    return new URLSearchParams({ day: day.value, post: post.value }).toString();
  }

  read() {
    const { almanac, form, words } = this, asked = new URLSearchParams(location.hash.slice(1));
    for (const sample of document.querySelectorAll(".sample")) sample.hidden = asked.has("day");
    const day = asked.get("day") ?? "", thing = (asked.get("post") || "office/secretaryship").replace(":", "/");
    form.elements.day.value = isDay(day) ? day : "1953-03-06";
    if (thing in almanac.held) form.elements.post.value = thing;
    if (!isDay(day) || !(thing in almanac.held)) return this.told.replaceChildren();
    const whole = make("a", { href: this.root.dataset.on.replace("DAY", day) }, words.whole);
    const heading = make("h2", {}, `${almanac.spoken(day)}: `, almanac.link(thing));
    return this.told.replaceChildren(heading, make("ul", { class: "plain answer" }, ...almanac.holders(thing, day)), make("p", {}, whole));
  }
}

/** The whole leadership of a day; of two, one after the other. */
class Roster extends Asked {
  address({ day }) {
    return day.value;
  }

  read() {
    const days = decodeURIComponent(location.hash.slice(1)).split("/").filter(isDay);
    this.form.elements.day.value = days[0] ?? "1953-03-06";
    this.told.replaceChildren(...(days.length ? days : ["1953-03-06"]).flatMap((day) => this.day(day)));
  }

  day(day) {
    const { almanac, words } = this, { sections, labels } = almanac;
    const held = (one) => one.held.map((thing) => [almanac.link(thing), this.sitting(one, thing, day)]).filter(([, items]) => items.length);
    const parts = sections.map((one) => [one.kind === "office" ? null : labels[one.thing] ?? words.others, held(one)]);
    const heads = parts.filter(([name]) => name === null).flatMap(([, rows]) => rows);
    const led = almanac.leaders(day).map(([body, items]) => [labels[body], items]);
    const below = parts.filter(([name, rows]) => name !== null && rows.length);
    const happened = almanac.happened(day);
    return [
      make("h2", {}, almanac.spoken(day)),
      this.turns(day),
      this.list(heads),
      make("h3", {}, words.led),
      this.list(led),
      ...below.flatMap(([name, rows]) => [make("h3", {}, name), this.list(rows)]),
      ...(happened.length ? [make("h3", {}, words.happened), make("ul", {}, ...happened)] : []),
    ];
  }

  /** Returns who held a post; that nobody did is told of the heads alone. */
  sitting({ kind }, thing, day) {
    const [, sure, unsure] = this.almanac.at(this.almanac.held[thing], day);
    return kind === "office" || sure?.length || unsure?.length ? this.almanac.holders(thing, day) : [];
  }

  turns(day) {
    this.changes ??= this.almanac.turns(Object.keys(this.almanac.held)).filter((one) => one > "1900");
    const before = this.changes.filter((one) => one < day).pop(), after = this.changes.find((one) => one > day);
    const link = (to, text) => make("a", { href: `#${to}` }, text);
    return make("p", { class: "turns" },
      ...(before ? [link(before, `← ${this.almanac.spoken(before)}`)] : []),
      ...(after ? [link(after, `${this.almanac.spoken(after)} →`)] : []));
  }
}

for (const [name, Kind] of Object.entries({ question: Question, roster: Roster })) {
  const root = document.getElementById(name);
  if (!root) continue;
  try {
    new Kind(root, await Almanac.of(root));
  } catch (problem) {
    root.replaceChildren(make("p", { class: "error" }, JSON.parse(root.dataset.words).unread));
    root.hidden = false;
    console.info(problem);
  }
}
