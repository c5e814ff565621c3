import type { InstrumentDefinition, View } from '@concordia/instruments';
import type { Component } from 'svelte';
import type { InstrumentContext } from '../context.ts';

/** What the component of a view is given. */
export interface ViewProps<Shown extends View = View> {
	context: InstrumentContext;
	definition: InstrumentDefinition;
	view: Shown;
	frameId: string;
}

type Part<Type extends View['type']> = () => Promise<{
	readonly default: Component<ViewProps<Extract<View, { readonly type: Type }>>>;
}>;

/** The component of each type of view, fetched when it is opened. */
const parts: { readonly [Type in View['type']]?: Part<Type> } = {
	matrix: () => import('./MatrixView.svelte'),
	lanes: () => import('./Lanes.svelte'),
	table: () => import('./TableView.svelte'),
	timeline: () => import('./TimelineView.svelte'),
	load: () => import('./LoadView.svelte'),
	scorecard: () => import('./ScorecardView.svelte'),
	plan: () => import('./PlanView.svelte'),
	document: () => import('./DocumentView.svelte'),
	graph: () => import('./Graph.svelte'),
	parking: () => import('./Parking.svelte'),
	list: () => import('./ListView.svelte'),
	grid: () => import('./ChoiceGrid.svelte'),
	plane: () => import('./PlaneView.svelte'),
	radar: () => import('./RadarView.svelte'),
	stances: () => import('./StancesView.svelte'),
	wordings: () => import('./WordingsView.svelte'),
	versions: () => import('./VersionsView.svelte'),
	decision: () => import('./DecisionsView.svelte'),
	survey: () => import('./SurveyView.svelte'),
	restate: () => import('./RestateView.svelte'),
	sealed: () => import('./SealedView.svelte'),
	agreement: () => import('./Agreement.svelte')
};

/** Every type of view that can be shown. */
export const viewTypes = Object.keys(parts) as readonly View['type'][];

/** The component for a view; undefined when there is none, and it is not offered. */
export function partOf(
	view: View
): (() => Promise<{ readonly default: Component<ViewProps> }>) | undefined {
	// Every component takes the type it is listed under.
	return parts[view.type] as (() => Promise<{ default: Component<ViewProps> }>) | undefined;
}

/** The views of an instrument that can be shown, in its order. */
export function shownViews(definition: InstrumentDefinition): readonly View[] {
	return definition.views.filter((view) => parts[view.type] !== undefined);
}

/** The view of this id; of another or none the document. */
export function chosenView(definition: InstrumentDefinition, id: string | null): View | undefined {
	const views = shownViews(definition);
	return (
		views.find((view) => view.id === id) ??
		views.find(({ type }) => type === 'document') ??
		views[0]
	);
}
