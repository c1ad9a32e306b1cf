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

  // Lists: tick all rows, and print.
  document.addEventListener('change', (event) => {
    const all = event.target.closest('[data-tick-all]');
    if (all) {
      all.form.querySelectorAll('input[name="' + all.dataset.tickAll + '"]').forEach((box) => { box.checked = all.checked; });
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
