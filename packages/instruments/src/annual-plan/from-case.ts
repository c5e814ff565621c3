import type { Item } from '@concordia/board';
import type { Case } from '../case.ts';
import { words } from '../definition.ts';
import type { Layout } from '../layout.ts';
import { annualPlan } from './definition.ts';

/**
 * A filled annual plan: activities with their dates, what each partner brings, and how costs are settled.
 * Nothing for a case that has none. Returns its frame.
 */
export function annualPlanFromCase(value: Case, layout: Layout): Item | undefined {
	const plan = value.annual_plan_example;
	if (!plan) return undefined;
	const word = (key: string): string => words(annualPlan, layout.locale, key);
	const mark = plan.illustrative === true ? ` (${word('illustrative')})` : '';
	const title = `${word('title')} ${plan.year}${mark}`;
	const frame = layout.addFrame(annualPlan, annualPlan.frameSize, title);
	for (const { title: text, lead, from, to, ...rest } of plan.activities) {
		const { indicator, baseline, target } = rest;
		const activity = layout.addCard(annualPlan, frame, {
			kind: 'activity',
			text,
			fields: {
				...(lead !== undefined && { lead }),
				...(from !== undefined && { from }),
				...(to !== undefined && { to }),
				...(indicator !== undefined && { indicator }),
				...(baseline !== undefined && { baseline }),
				...(target !== undefined && { target })
			}
		});
		const days = rest.person_days ?? {};
		for (const organization of new Set([...Object.keys(days), ...(rest.with ?? [])])) {
			const brought = days[organization];
			layout.addCard(annualPlan, frame, {
				kind: 'contribution',
				fields: {
					activity: activity.id,
					organization,
					...(brought !== undefined && { days: brought })
				}
			});
		}
	}
	const { settlement } = value.alliance;
	if (settlement !== undefined) {
		const isOwn = /\bits own\b/iu.test(settlement);
		layout.addCard(annualPlan, frame, {
			kind: 'terms',
			text: settlement,
			...(isOwn && { fields: { method: 'own' } })
		});
	}
	return frame;
}
