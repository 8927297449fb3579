import type { Diagnostic } from '../diagnostic.ts';
import type { Plan } from '../plan.ts';
import type { Answer } from './schemas.ts';

/** What is wrong with the cards of a plan. */
export function diagnosticsJson(plan: Plan): Answer<'graph'>['diagnostics'] {
  return plan.diagnostics.map(diagnosticJson);
}

/** One thing that is wrong, and where. */
export function diagnosticJson(diagnostic: Diagnostic): Answer<'check'>['diagnostics'][number] {
  return { ...diagnostic, related: diagnostic.related.map((place) => ({ ...place })) };
}
