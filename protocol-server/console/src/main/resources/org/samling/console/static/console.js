// What pages need besides htmx: the plot of current activity, copying, filling in, lists, and the check for files that are too large.
'use strict';

(() => {
  const protocols = ['sip2', 'z3950', 'sru', 'ncip', 'iso18626', 'oai-pmh', 'rest'];
  let plot = null;

  // The colour of a protocol in the table; the browser resolves light-dark().
  function keyColour(protocol) {
    const key = document.querySelector('.key-' + protocol);
    return key ? getComputedStyle(key).backgroundColor : 'gray';
  }

  function inkColour() {
    return getComputedStyle(document.querySelector('.hint') || document.body).color;
  }

  // The first day of a period in its shortest form; periods begin at midnight UTC.
  const forms = { day: { day: 'numeric', month: 'short' }, week: { day: 'numeric', month: 'short' }, month: { month: 'short', year: 'numeric' }, year: { year: 'numeric' } };
  const dayOf = (period) => (seconds) => new Date(seconds * 1000)
    .toLocaleDateString(document.documentElement.lang, Object.assign({ timeZone: 'UTC' }, forms[period]));

  const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString(document.documentElement.lang, { hour12: false });

  function draw() {
    const target = document.getElementById('plot');
    const source = document.getElementById('plot-data');
    if (!target || !source) {
      return;
    }
    const data = JSON.parse(source.dataset.plot);
    if (plot) {
      plot.setData(data);
      return;
    }
    const isOfDays = Boolean(source.dataset.keys);
    const keys = isOfDays ? source.dataset.keys.split(',') : protocols;
    const label = isOfDays ? dayOf(source.dataset.period) : clock;
    const ink = inkColour();
    const grid = { stroke: ink.replace('rgb(', 'rgba(').replace(')', ', .15)'), width: 1 };
    const axis = { stroke: ink, grid, ticks: { show: false } };
    plot = new uPlot({
      width: target.clientWidth,
      height: 220,
      cursor: { drag: { x: false, y: false } },
      // Days begin at midnight UTC, wherever the browser is.
      tzDate: (seconds) => isOfDays ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000),
      scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
      legend: { show: false }, // the table below shows the colours
      axes: [Object.assign({}, axis, { space: 90, values: (_, splits) => splits.map(label) }), Object.assign({}, axis, { size: isOfDays ? 60 : 46 })],
      series: [{}].concat(keys.map((key) => ({
        stroke: keyColour(key),
        width: 2,
        points: { show: isOfDays },
      }))),
    }, data, target);
    new ResizeObserver(() => plot.setSize({ width: target.clientWidth, height: 220 })).observe(target);
  }

  document.addEventListener('DOMContentLoaded', draw);
  document.addEventListener('htmx:afterSettle', draw);

  // Do not send a file that would be refused. The server checks it too.
  document.addEventListener('change', (event) => {
    const input = event.target.closest('input[data-most]');
    if (input) {
      const isTooLarge = Array.from(input.files).some((file) => file.size > Number(input.dataset.most));
      input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : '');
      input.reportValidity();
    }
  });

  // What can't be undone is asked for once more, in one way on all pages.
  let confirmed = null;
  const dialog = () => document.getElementById('confirm');

  function ask(question, go) {
    confirmed = go;
    document.getElementById('confirm-text').textContent = question;
    dialog().returnValue = 'no';
    dialog().showModal();
  }

  document.addEventListener('htmx:confirm', (event) => {
    if (event.detail.question) {
      event.preventDefault();
      ask(event.detail.question, () => event.detail.issueRequest(true));
    }
  });

  let isSure = false;
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (button && button.dataset.confirm && !isSure) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(button.dataset.confirm, () => {
        isSure = true;
        event.target.requestSubmit(button);
        isSure = false;
      });
    }
  }, true);

  document.addEventListener('close', (event) => {
    if (event.target === dialog()) {
      const go = confirmed;
      confirmed = null;
      if (go && dialog().returnValue === 'yes') {
        go();
      }
    }
  }, true);

  // In a grid of links the arrow keys go to the next one, and up and down to the same column.
  document.addEventListener('keydown', (event) => {
    const link = event.target.closest('[data-grid] a[data-column]');
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!link || !step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
      return;
    }
    const links = (row) => Array.from(row.querySelectorAll('a[data-column]'));
    let next = null;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const all = links(link.closest('tr'));
      next = all[all.indexOf(link) + step];
    } else {
      const rows = Array.from(link.closest('tbody').rows).filter((row) => links(row).length > 0);
      const row = rows[rows.indexOf(link.closest('tr')) + step];
      const before = row ? links(row).filter((one) => Number(one.dataset.column) <= Number(link.dataset.column)) : [];
      next = row && (before[before.length - 1] || links(row)[0]);
    }
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  // Lists: tick all rows, and print.
  document.addEventListener('change', (event) => {
    const all = event.target.closest('[data-tick-all]');
    if (all) {
      all.form.querySelectorAll('input[name="' + all.dataset.tickAll + '"]').forEach((box) => { box.checked = all.checked; });
    }
  });

  // Enter in a field of an action is its own button, and no other's.
  document.addEventListener('keydown', (event) => {
    const act = event.key === 'Enter' && event.target.matches('input') && event.target.closest('.act');
    if (act) {
      event.preventDefault();
      act.querySelector('button').click();
    }
  });

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) {
      window.print();
    }
  });

  // What was found is filled into the field that it was looked up for.
  document.addEventListener('click', (event) => {
    const hit = event.target.closest('[data-fill]');
    if (hit) {
      const field = document.getElementById(hit.dataset.fill);
      field.value = hit.dataset.value;
      field.focus();
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) {
      return;
    }
    const text = document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.copied;
  });
})();
