/** What is told of a step, from its site. */
import { formatBytes, formatShare, formatTime } from '../../../src/analysis/format.ts';
import type { SequenceStep, StepDetails } from '../../../src/analysis/models.ts';
import type { Site } from '../../../src/sim/spec.ts';
import { lookOf } from '../base/kinds.ts';

export function stepDetails(site: Site, step: SequenceStep, call: { latency: number; title: string }): StepDetails {
  const look = lookOf(step.kind);
  return {
    title: `${look.name}${step.letter === null ? '' : ` ${step.letter}`}: ${site.text}`,
    what: site.doc ?? look.meaning,
    facts: [
      { name: 'Who', value: site.role },
      ...(step.from === null || step.to === null ? [] : [{ name: 'From, to', value: `${step.from} → ${step.to}` }]),
      ...(step.bytes === 0 ? [] : [{ name: 'Bytes', value: formatBytes(step.bytes) }]),
      { name: 'Starts at', value: formatTime(step.start) },
      { name: 'Takes', value: formatTime(step.duration) },
      { name: 'Share of the call', value: step.onPath ? formatShare(step.duration, call.latency) : 'off the path' },
    ],
    formula: site.cost === null ? null : `${site.cost.formula} = ${formatTime(step.duration)}`,
    parameters: (site.cost?.parameters ?? []).map((each) => ({
      name: each.name,
      value: each.value,
      source: [each.provenance, each.source ?? '', each.unverified ? 'not verified against the paper' : ''].filter(Boolean).join(', '),
      facts: each.facts,
      at: each.at,
    })),
    doc: site.doc,
    avoidedBy: site.avoidedBy.map((each) => ({ mechanism: each.mechanism, how: each.doc, at: each.at })),
    links: site.source === null ? [] : [{ title: 'Line of the mechanism', at: site.source }],
  };
}
