// The search box: what fits is shown while one types, and leads to its page. A server is asked each time; a static site
// has one file of all that can be found, which is searched here. Fields that ask for a thing of some kinds do the same.
"use strict";

(() => {
  const WAIT = 120; // milliseconds after a key
  const MOST = 10;

  // What is compared: as answers/finding/sounds.py has it; the tables come with the file.
  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u02b9\u02ba\u02bc’‘'`ьъ]/g, "");
  const wordsOf = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  class Index {
    constructor({ letters, sounds, little, things }) {
      Object.assign(this, { letters, little: new Set(little) });
      this.sounds = sounds.map(([, sound]) => sound);
      this.pattern = new RegExp(sounds.map(([written]) => `(${written})`).join("|"), "g");
      this.things = things.map(([kind, page, name, about, others]) => {
        const names = [name, ...others];
        const words = new Set(names.flatMap(wordsOf));
        return { kind, page, name, about, words, whole: new Set(names.map((one) => wordsOf(one).join(" "))) };
      });
    }

    sound(word) {
      const latin = [...word].map((letter) => this.letters[letter] ?? letter).join("");
      const heard = latin.replace(this.pattern, (...found) => this.sounds[found.slice(1).findIndex((one) => one !== undefined)]);
      return heard.length > 3 && heard.endsWith("a") ? heard.slice(0, -1) : heard;
    }

    find(text) {
      const all = wordsOf(text);
      const words = all.filter((word) => !this.little.has(word));
      const asked = words.length ? words : all;
      if (!asked.length) return [];
      const whole = all.join(" ");
      const begins = (thing, word) => thing.words.has(word) || [...thing.words].some((one) => one.startsWith(word));
      const parts = this.things.filter((thing) => asked.every((word) => begins(thing, word)));
      if (parts.length) {
        const order = (thing) => (thing.whole.has(whole) ? 0 : 1) + asked.filter((word) => !thing.words.has(word)).length;
        return this.ordered(parts, order).map((thing) => ({ ...thing, near: false }));
      }
      return this.like(asked).map((thing) => ({ ...thing, near: true }));
    }

    like(asked) {
      const heard = asked.map((word) => [word, this.sound(word)]);
      const steps = ([word, sound], thing) => {
        let least = 9;
        for (const one of thing.sounds) {
          if (one === sound) return 0;
          if (sound.length > 2 && one.startsWith(sound)) least = Math.min(least, 2);
          if (sound.length > 3 && oneOff(sound, one)) least = Math.min(least, 3);
        }
        for (const one of thing.words) if (word.length > 3 && oneOff(word, one)) least = Math.min(least, 1);
        return least;
      };
      const found = [];
      for (const thing of this.things) {
        thing.sounds ??= new Set([...thing.words].map((word) => this.sound(word)));
        const each = heard.map((one) => steps(one, thing)).filter((one) => one < 9);
        if (each.length) found.push({ thing, hits: each.length, steps: each.reduce((sum, one) => sum + one, 0) });
      }
      const most = Math.max(0, ...found.map((one) => one.hits));
      const best = found.filter((one) => one.hits === most);
      const fewest = Math.min(...best.map((one) => one.steps));
      return this.ordered(best.filter((one) => one.steps <= fewest + 1), (one) => one.steps).map((one) => one.thing);
    }

    ordered(things, order) {
      return things.map((thing, place) => [order(thing), place, thing]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , thing]) => thing);
    }
  }

  function oneOff(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [a, b] = [one.slice(at), other.slice(at)];
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) ||
      (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0]);
  }

  let index;
  const indexed = (address) => (index ??= fetch(address).then((answer) => answer.json()).then((found) => new Index(found)));

  async function hitsOf(form, text, kinds) {
    const { hits, root } = form.dataset;
    if (hits.endsWith(".json")) {
      const found = (await indexed(hits)).find(text);
      return found.map((one) => ({ ...one, page: root + one.page }));
    }
    const answer = await fetch(`${hits}&q=${encodeURIComponent(text)}${kinds ? `&kind=${encodeURIComponent(kinds)}` : ""}`);
    return answer.ok ? (await answer.json()).hits : [];
  }

  function line({ name, about }) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.append(name);
    if (about) item.append(Object.assign(document.createElement("small"), { textContent: about }));
    return item;
  }

  // One field as a combobox: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
  function listen(input, form, choose) {
    const list = Object.assign(document.createElement("ul"), { className: "hits", id: `${input.id}-hits`, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.some);
    const told = Object.assign(document.createElement("p"), { className: "unseen" });
    told.setAttribute("role", "status");
    input.parentElement.append(list, told);
    input.removeAttribute("list");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);
    let shown = [], active = -1, waiting, asked = 0;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (at) => {
      active = at;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
      const item = list.children[at];
      if (item) input.setAttribute("aria-activedescendant", item.id);
      else input.removeAttribute("aria-activedescendant");
      item?.scrollIntoView({ block: "nearest" });
    };
    const show = async () => {
      const text = input.value.trim();
      const turn = ++asked;
      const found = text ? await hitsOf(form, text, input.dataset.kinds).catch(() => []) : [];
      if (turn !== asked) return;
      shown = found.slice(0, MOST);
      list.replaceChildren(...shown.map(line));
      [...list.children].forEach((item, place) => { item.id = `${list.id}-${place}`; });
      close();
      told.textContent = text ? (shown.length ? `${form.dataset.some} ${shown.length}` : form.dataset.none) : "";
      if (!shown.length || document.activeElement !== input) return;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.hidden) {
        show();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        const one = shown[active];
        close();
        choose(one, input);
      }
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const at = [...list.children].indexOf(event.target.closest("li"));
      if (at >= 0) {
        const one = shown[at];
        close();
        choose(one, input);
      }
    });
    input.addEventListener("blur", close);
  }

  const box = document.querySelector("form.search");
  if (!box) return;
  listen(box.querySelector("input[type=search]"), box, (one) => { location.href = one.page; });
  for (const field of document.querySelectorAll("input[data-kinds]")) listen(field, box, (one, input) => { input.value = one.name; });

  // The page of results of a static site.
  const results = document.getElementById("results");
  const text = new URLSearchParams(location.search).get("q");
  if (results && text && box.dataset.hits.endsWith(".json")) {
    box.querySelector("input[type=search]").value = text;
    hitsOf(box, text).then((found) => {
      const said = document.createElement("p");
      said.textContent = found.length ? (found[0].near ? results.dataset.near : `${box.dataset.some} ${found.length}`) : box.dataset.none;
      const list = document.createElement("ul");
      list.append(...found.slice(0, 60).map((one) => {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("a"), { href: one.page, textContent: one.name }));
        if (one.about) item.append(" ", Object.assign(document.createElement("small"), { textContent: one.about }));
        return item;
      }));
      results.replaceChildren(said, list);
    }).catch(() => { results.append(results.dataset.broken); });
  }
})();
