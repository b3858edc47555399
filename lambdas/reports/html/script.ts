/**
 * What the page does beyond unfolding: filters, search, links to a finding, copying, arrow keys, printing.
 *
 * Kept as text because the page carries it; it holds no backquote, no dollar brace and no closing tag.
 * The state of the filters stands in the address after `#?`, so that a view can be bookmarked and sent.
 */
export const SCRIPT = `'use strict';
(() => {
  const form = document.getElementById('filters');
  /* What the script says stands in the page, in the page's language. */
  const tell = (name, ...values) => document.body.dataset[name].replace(/\\{(\\d)\\}/g, (_, index) => values[index]);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const lists = all('section.list').map((section) => ({ section, nothing: section.querySelector('.nothing') }));
  const rows = all('.f').map((element) => {
    const group = element.closest('.group');
    const [provider, account, region] = element.dataset.p.split(' ');
    const { severity, check, concern } = { ...group.dataset, ...element.dataset };
    return { element, group, head: group.querySelector(':scope > header'), list: element.closest('section.list'), provider, account, region, severity, check, concern, status: element.dataset.s, text: '' };
  });
  /* A machine has no severity or check of its own: those of the findings about it count. */
  const machines = all('.m').map((element) => {
    const [provider, account, region] = element.dataset.p.split(' ');
    const ids = element.dataset.f ? element.dataset.f.split(' ') : [];
    return { element, group: element.closest('.group'), list: element.closest('section.list'), provider, account, region, ids, text: '' };
  });
  const rests = all('.rest');
  const groups = all('.group').map((element) => {
    const count = element.querySelector(':scope > header .count') || element.parentElement.querySelector('.count');
    return { element, count, full: count.textContent };
  });
  const PLACE = ['provider', 'account', 'region'];
  const FACETS = ['severity', 'status', 'concern', 'provider', 'account', 'region', 'check'];

  /* A row's text is read when somebody first searches: opening the page must not wait for it. */
  const textOf = (row) => (row.text ||= ((row.head ? row.head.textContent : '') + ' ' + row.element.textContent).toLowerCase());
  const says = (row, words) => words.length === 0 || words.every((word) => textOf(row).includes(word));

  function wanted() {
    const data = new FormData(form);
    const facets = FACETS.map((name) => [name, data.getAll(name).filter(Boolean)]).filter(([, values]) => values.length > 0);
    const query = String(data.get('q') || '').trim();
    return { facets, query, words: query.toLowerCase().split(/\\s+/).filter(Boolean) };
  }

  function apply() {
    const { facets, query, words } = wanted();
    const perGroup = new Map();
    const perList = new Map();
    const meant = new Set();
    let shown = 0;
    const show = (row, fits) => {
      row.element.hidden = !fits;
      if (!fits) return;
      perGroup.set(row.group, (perGroup.get(row.group) || 0) + 1);
      perList.set(row.list, (perList.get(row.list) || 0) + 1);
    };
    for (const row of rows) {
      const fitsFacets = facets.every(([name, values]) => values.includes(row[name]));
      if (fitsFacets) meant.add(row.element.id);
      const fits = fitsFacets && says(row, words);
      if (fits) shown++;
      show(row, fits);
    }
    const [places, others] = [facets.filter(([name]) => PLACE.includes(name)), facets.some(([name]) => !PLACE.includes(name))];
    for (const row of machines) {
      show(row, places.every(([name, values]) => values.includes(row[name])) && (!others || row.ids.some((id) => meant.has(id))) && says(row, words));
    }
    const isFiltered = facets.length > 0 || words.length > 0;
    if (isFiltered) for (const rest of rests) rest.open = true;
    for (const { element, count, full } of groups) {
      const visible = perGroup.get(element) || 0;
      element.hidden = visible === 0;
      const text = isFiltered && String(visible) !== full ? tell('some', visible, full) : full;
      if (count.textContent !== text) count.textContent = text;
    }
    for (const { section, nothing } of lists) nothing.hidden = !isFiltered || perList.has(section);
    document.getElementById('shown').textContent = isFiltered ? tell('shown', shown, rows.length) : tell('all', rows.length);
    form.querySelector('[type=reset]').hidden = !isFiltered;
    const state = new URLSearchParams(facets.map(([name, values]) => [name, values.join(',')]));
    if (query) state.set('q', query);
    return state.toString().replaceAll('%2C', ',');
  }

  function applyAndRemember() {
    const state = apply();
    if (state || location.hash.startsWith('#?')) history.replaceState(null, '', state ? '#?' + state : location.pathname + location.search + '#');
  }

  function fill(state) {
    const wantedState = new URLSearchParams(state);
    for (const field of form.elements) {
      if (field.type === 'checkbox') field.checked = (wantedState.get(field.name) || '').split(',').includes(field.value);
      else if (field.name) field.value = wantedState.get(field.name) || '';
    }
  }

  /* What the address asks for: a view, or one finding, which is unfolded and must not be filtered away. */
  function follow() {
    const hash = location.hash.slice(1);
    if (hash.startsWith('?')) {
      if (!form) return;
      fill(hash.slice(1));
      apply();
      document.getElementById('findings').scrollIntoView();
      return;
    }
    const target = hash && document.getElementById(hash);
    if (!target || !target.matches('.f')) return;
    if (target.hidden || target.parentElement.hidden) {
      fill('');
      apply();
    }
    target.open = true;
    target.scrollIntoView({ block: 'start', behavior: 'instant' });
    target.querySelector('summary').focus({ preventScroll: true });
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    const label = button.textContent;
    button.textContent = tell('copied');
    setTimeout(() => { button.textContent = label; }, 1500);
  }

  function addButton(place, label, text) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', () => copy(text, button));
    place.append(button);
  }

  /* Buttons come with the first unfolding: thousands of them would only be weight. */
  document.addEventListener('toggle', ({ target }) => {
    if (!target.matches('.f') || !target.open || target.dataset.ready) return;
    target.dataset.ready = '1';
    for (const command of all('pre', target)) {
      const box = document.createElement('div');
      box.className = 'command';
      command.replaceWith(box);
      box.append(command);
      addButton(box, tell('copy'), command.textContent);
    }
    const seen = target.querySelector('.seen');
    seen.append(' · ');
    addButton(seen, tell('copyLink'), location.href.replace(/#.*/, '') + '#' + target.id);
  }, true);

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = target.matches('input, select, textarea');
    if (key === '/' && !isTyping && form) {
      event.preventDefault();
      form.elements.q.focus();
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && target.matches('.f > summary, .m > summary')) {
      const visible = [...machines, ...rows].filter(({ element }) => element.checkVisibility());
      const next = visible[visible.findIndex(({ element }) => element === target.parentElement) + (key === 'ArrowDown' ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.element.querySelector('summary').focus();
    }
  });

  /* Browsers that cannot print what is folded: unfold it for as long as they print. */
  const unfolded = [];
  addEventListener('beforeprint', () => {
    if (CSS.supports('selector(::details-content)')) return;
    for (const element of all('details:not([open])')) {
      element.open = true;
      unfolded.push(element);
    }
  });
  addEventListener('afterprint', () => {
    for (const element of unfolded.splice(0)) element.open = false;
  });

  if (form) {
    form.hidden = false;
    let waiting = 0;
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(applyAndRemember, 80);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(applyAndRemember));
    apply();
  }
  addEventListener('hashchange', follow);
  /* After the browser's own jump to the address's target, which takes the focus away. */
  if (document.readyState === 'complete') follow();
  else addEventListener('load', follow);
})();
`;
