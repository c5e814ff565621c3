import { arrow, columns, frame, heading, line, note, shape } from './build.ts';
import type { Template } from './template.ts';

const four = ['green', 'red', 'blue', 'orange'] as const;

/** Two by two frames with a blank note in each. */
function quarters(names: readonly string[], width: number, height: number) {
	return names.flatMap((title, index) =>
		frame({
			id: title,
			title,
			at: [(index % 2) * (width + 40), Math.floor(index / 2) * (height + 88)],
			size: [width, height],
			items: [note('note', [32, 32], four[index % 4]!), note('more', [256, 32], four[index % 4]!)]
		})
	);
}

const days = [0, 1, 2, 3, 4] as const;

/** The templates that come with the application. */
export const templates: readonly Template[] = [
	{
		id: 'problem-workshop',
		items: [
			heading('question', [0, -96], 'problem-question', [900, 48]),
			...columns(['problem-collect', 'problem-cluster', 'problem-affected', 'problem-next'], {
				width: 480,
				height: 720,
				color: (index) => ['yellow', 'orange', 'blue', 'green'][index]!,
				notes: 2
			})
		]
	},
	{
		id: 'stakeholders',
		items: ['stakeholder-1', 'stakeholder-2', 'stakeholder-3', 'stakeholder-4'].flatMap((row, at) =>
			frame({
				id: row,
				title: row,
				at: [0, at * 352],
				size: [1184, 264],
				items: [
					'stakeholder-interests',
					'stakeholder-worries',
					'stakeholder-offers',
					'stakeholder-needs',
					''
				].map((text, index) =>
					note(
						`cell-${index}`,
						[32 + index * 224, 32],
						['yellow', 'red', 'green', 'blue', 'gray'][index]!,
						text
					)
				)
			})
		)
	},
	{
		id: 'swot',
		items: quarters(
			['swot-strengths', 'swot-weaknesses', 'swot-opportunities', 'swot-threats'],
			640,
			420
		)
	},
	{
		id: 'retrospective',
		items: columns(['retro-good', 'retro-bad', 'retro-ideas', 'retro-actions'], {
			width: 480,
			height: 720,
			color: (index) => ['green', 'red', 'yellow', 'blue'][index]!,
			notes: 2
		})
	},
	{
		id: 'kanban',
		items: columns(['kanban-todo', 'kanban-doing', 'kanban-waiting', 'kanban-done'], {
			width: 320,
			height: 960,
			color: () => 'yellow',
			notes: 2
		})
	},
	{
		id: 'timeline',
		items: [
			...days.map((day) =>
				shape(`step-${day}`, {
					pos: [day * 320, 0],
					size: [240, 96],
					kind: 'rectangle',
					text: `timeline-${day + 1}`,
					color: 'indigo'
				})
			),
			...days.map((day) => note(`note-${day}`, [20 + day * 320, 144], 'yellow')),
			...days.slice(1).map((day) => arrow(`arrow-${day}`, `step-${day - 1}`, `step-${day}`))
		]
	},
	{
		id: 'two-by-two',
		items: [
			...frame({ id: 'matrix', title: 'matrix-title', at: [0, 0], size: [1200, 900] }),
			shape('up', {
				pos: [40, 40],
				size: [200, 64],
				kind: 'rectangle',
				text: 'matrix-much-value',
				color: 'gray'
			}),
			shape('right', {
				pos: [960, 796],
				size: [200, 64],
				kind: 'rectangle',
				text: 'matrix-much-effort',
				color: 'gray'
			}),
			line('x', [40, 450], [1160, 450]),
			line('y', [600, 860], [600, 40]),
			note('first', [300, 140], 'green', 'matrix-first'),
			note('plan', [700, 140], 'blue', 'matrix-plan'),
			note('fill', [300, 560], 'gray', 'matrix-fill'),
			note('drop', [700, 560], 'red', 'matrix-drop')
		].map((item) =>
			item.type === 'frame' || item.type === 'connector' ? item : { ...item, parent: 'matrix' }
		)
	},
	{
		id: 'agenda',
		items: frame({
			id: 'agenda',
			title: 'agenda-title',
			at: [0, 0],
			size: [880, 920],
			items: [
				'agenda-welcome',
				'agenda-review',
				'agenda-topic',
				'agenda-decide',
				'agenda-next'
			].flatMap((text, index) => [
				shape(`time-${index}`, {
					pos: [32, 32 + index * 176],
					size: [160, 144],
					kind: 'ellipse',
					text: `agenda-minutes-${index + 1}`,
					color: 'indigo'
				}),
				shape(`item-${index}`, {
					pos: [216, 32 + index * 176],
					size: [632, 144],
					kind: 'rectangle',
					text,
					color: 'white'
				})
			])
		})
	},
	{
		id: 'pro-contra',
		items: [
			shape('question', {
				pos: [240, -160],
				size: [560, 112],
				kind: 'rectangle',
				text: 'pro-question',
				color: 'indigo'
			}),
			...columns(['pro-for', 'pro-against'], {
				width: 500,
				height: 720,
				color: (index) => (index === 0 ? 'green' : 'red'),
				notes: 2
			})
		]
	},
	{
		id: 'five-whys',
		items: [
			...days.map((day) =>
				note(
					`why-${day}`,
					[day * 264, day * 96],
					day === 0 ? 'red' : 'yellow',
					day === 0 ? 'whys-problem' : 'whys-why'
				)
			),
			...days.slice(1).map((day) => arrow(`arrow-${day}`, `why-${day - 1}`, `why-${day}`))
		]
	}
];
