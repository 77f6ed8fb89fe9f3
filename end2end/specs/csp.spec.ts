import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { APP_URL } from '../addresses';
import { expect, test } from '../test';

/** Google's evaluator on the policy of each class of answer. */
const CLASSES = {
  page: '/documents',
  notice: '/signedIn',
  'server function': '/api/nothing',
  file: '/files/thumbnails/x/w/x/70x40',
  static: '/favicon.svg',
  operation: '/healthz',
};

for (const [name, path] of Object.entries(CLASSES)) {
  test(`nothing high is found in the policy of a ${name}`, { tag: '@once' }, async ({ request }) => {
    const policy = (await request.get(`${APP_URL}${path}`)).headers()['content-security-policy'] ?? '';
    expect(policy).toContain('frame-ancestors');
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
    const grave = findings.filter(({ severity }) => [Severity.HIGH, Severity.SYNTAX, Severity.HIGH_MAYBE].includes(severity));
    expect(grave).toEqual([]);
  });
}
