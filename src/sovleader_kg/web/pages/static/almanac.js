// The almanac: who held what on a day, looked up in the JSON that the answers are written into; and how that is said.

const DAY = 86_400_000;

export const toNumber = (iso) => Math.round(Date.parse(`${iso}T00:00Z`) / DAY);
export const toIso = (number) => new Date(number * DAY).toISOString().slice(0, 10);
export const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00Z`));

/** Makes an element: its text or children, and attributes. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** The almanac of a page, whose root element tells where it is, how things are linked, and in which words. */
export class Almanac {
  static async of(root) {
    const answer = await fetch(root.dataset.almanac);
    if (!answer.ok) throw new Error(answer.statusText);
    return new Almanac(root, await answer.json());
  }

  constructor(root, data) {
    Object.assign(this, data);
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.format = new Intl.DateTimeFormat({ en: "en-GB", ru: "ru" }[this.language], { dateStyle: "long", timeZone: "UTC" });
  }

  /** Returns what holds on a day: the last row that begins by then. */
  at(rows, day) {
    let low = 0, high = rows.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (rows[middle][0] <= day) low = middle;
      else high = middle - 1;
    }
    return rows[low];
  }

  spoken(day) {
    return day ? this.format.format(new Date(`${day}T00:00Z`)) : "?";
  }

  /** Says between which days a point lies. */
  span(first, last) {
    if (first === last) return this.spoken(first);
    if (!first) return this.words.until.replace("{}", this.spoken(last));
    if (!last) return this.words.since.replace("{}", this.spoken(first));
    return this.words.between.replace("{}", this.spoken(first)).replace("{}", this.spoken(last));
  }

  address(thing) {
    const [kind, slug] = thing.split("/");
    return this.root.dataset.thing.replace("KIND", kind).replace("SLUG", slug);
  }

  link(thing, label = this.labels[thing]) {
    return make("a", { href: this.address(thing) }, label);
  }

  person(place) {
    const [slug, label] = this.people[place];
    return this.link(`person/${slug}`, label);
  }

  /** Returns who held a post or an office on a day, as list items; none where nothing is told but that nobody did. */
  holders(thing, day, only = null) {
    const [first, sure = [], unsure = [], nobody = 0, acting = [], titles = {}] = this.at(this.held[thing], day);
    const named = [...sure.map((place) => [place, true]), ...unsure.map((place) => [place, false])];
    const items = named
      .filter(([place]) => only === null || place === only)
      .map(([place, certain], number, all) => {
        const item = make("li", {}, this.person(place));
        const told = number > 0 && titles[all[number - 1][0]] === titles[place]; // the title that stands above
        if (titles[place] && !told) item.append(", ", this.link(titles[place]));
        if (acting.includes(place)) item.append(` (${this.words.acting})`);
        return this.marked(item, certain);
      });
    if (nobody && only === null) items.push(this.nobody(nobody));
    return items;
  }

  /** Returns who led in effect on a day: a body and its list items each. */
  leaders(day) {
    return this.at(this.led, day)[1].map(([body, sure, unsure, together, nobody]) => {
      const items = [
        ...sure.map((thing) => this.marked(make("li", {}, this.link(thing, this.name(thing))), true)),
        ...unsure.map((thing) => this.marked(make("li", {}, this.link(thing, this.name(thing))), false)),
        ...together.map((thing) => make("li", {}, this.link(thing))),
      ];
      if (nobody) items.push(this.nobody(nobody));
      return [body, items];
    });
  }

  name(thing) {
    return this.labels[thing] ?? this.people.find(([slug]) => `person/${slug}` === thing)?.[1] ?? thing;
  }

  nobody([certainty, ...reasons]) {
    const why = reasons.map((reason) => this.words[reason]).join("; ");
    return this.marked(make("li", {}, why ? `${this.words.nobody}: ${why}` : this.words.nobody), certainty === "certain");
  }

  /** Marks how sure something is, in words. */
  marked(item, certain) {
    if (!certain) item.append(" ", make("span", { class: "tag possible" }, this.words.possible));
    return item;
  }

  /** Returns the events that fall, or may fall, on a day. */
  happened(day) {
    return this.events
      .filter(([, first, last]) => first <= day && day <= last)
      .map(([thing, first, last]) => this.marked(make("li", {}, this.link(thing)), first === last));
  }

  /** Returns the days on which something begins to be told of some posts, in order. */
  turns(things) {
    const days = things.flatMap((thing) => (this.held[thing] ?? []).map(([first]) => first));
    return [...new Set(days)].sort();
  }
}
