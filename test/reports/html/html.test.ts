import fc from 'fast-check';
import { escapeHtml, html, ownSource } from '#reports/html/html.ts';
import { HOSTILE } from '../../support/a-report.ts';

const cases: Readonly<Record<string, readonly [string, string]>> = {
  'ordinary text': ['web 生产', 'web 生产'],
  markup: ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  'both quotes': [`" onload='x'`, '&quot; onload=&#39;x&#39;'],
  'an entity': ['&lt;', '&amp;lt;'],
  'a turned reading direction shows as its code': ['a\u202eb', 'a⟨U+202E⟩b'],
  'a zero-width space shows as its code': ['a\u200bb', 'a⟨U+200B⟩b'],
  'an escape shows as its code': ['\u001b[31m', '⟨U+001B⟩[31m'],
  'NUL shows as its code': ['\u0000', '⟨U+0000⟩'],
  'line ends and tabs are left to the style': ['a\r\n\tb', 'a\n\tb'],
};

test.each(Object.entries(cases))('%s', (_, [given, wanted]) => {
  expect(escapeHtml(given)).toBe(wanted);
  expect(html`${given}`.source).toBe(wanted);
});

test('a template escapes text and keeps markup, numbers and lists; nothing stands for what is not there', () => {
  const items = ['<a>', 'b'].map((each) => html`<li>${each}</li>`);
  expect(html`<ul title="${'"'}">${items}${2}${undefined}${false}</ul>`.source).toBe(
    '<ul title="&quot;"><li>&lt;a&gt;</li><li>b</li>2</ul>',
  );
  expect(html`<style>${ownSource('a>b{}')}</style>`.source).toBe('<style>a>b{}</style>');
});

test('whatever the text, it holds no sign that ends text or an attribute', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(HOSTILE)), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
    }),
  );
});
