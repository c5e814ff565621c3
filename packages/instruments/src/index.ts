export {
	fieldOf,
	hasWords,
	isInstrumentFrame,
	isKind,
	kindOf,
	targetsOf,
	words
} from './definition.ts';
export type {
	DocumentView,
	FieldDefinition,
	FieldType,
	GraphView,
	GridView,
	InstrumentDefinition,
	KindDefinition,
	LanesView,
	LinkDefinition,
	LinkLook,
	ListView,
	LoadView,
	Locale,
	MatrixView,
	ParkingDefinition,
	PlaneView,
	PlanView,
	RadarView,
	ScorecardView,
	StancesView,
	StarterDefinition,
	Step,
	RestateView,
	SealedView,
	DecisionView,
	SurveyView,
	TableView,
	TimelineView,
	VersionsView,
	View,
	WordingsView,
	Words,
	ZoneDefinition
} from './definition.ts';
export { defineInstrument } from './define.ts';
export { allianceMap } from './alliance-map/definition.ts';
export { serviceMap } from './service-map/definition.ts';
export { problemSet } from './problem-set/definition.ts';
export { causeGraph, problemTable } from './problem-set/figures.ts';
export { instrumentOf, instruments } from './registry.ts';
export { flagField, numberField, rawField, ratingField, setField, stringField } from './fields.ts';
export { checkField, faultText, parseField, parseNumber } from './check.ts';
export type { Fault } from './check.ts';
export { addDays, dateField, dayNumber, dayOf, daysIn, isDay, parseDay, regionOf } from './day.ts';
export { fieldByPlace, placeInZone, zoneByField } from './dropped.ts';
export type { FieldByPlace } from './dropped.ts';
export { crowdedKinds } from './scope.ts';
export type { CrowdedKind } from './scope.ts';
export { isCardOverdue, isOverdue } from './overdue.ts';
export { freeSpot, newCard, newCards, newFrame, zoneRect } from './place.ts';
export type { NewCard } from './place.ts';
export { newInstrument } from './starters.ts';
export {
	frameOf,
	isParkable,
	isPlaceholder,
	isSolution,
	parkedAt,
	parkingPlace,
	placeholderFor,
	solutionCard,
	solutionsIn,
	unheard
} from './parking.ts';
export type { ParkedFacts } from './parking.ts';
export type { BoardEdit } from './board-edit.ts';
export { connectorsOf, linksOf, newLink, setLinkField } from './links.ts';
export type { Link, LinkContent } from './links.ts';
export { hasPassed, hasValue, matrix } from './matrix.ts';
export type { Cell, CellState, Matrix, OrganizationName, Row } from './matrix.ts';
export { axisIds, axisValues } from './axis.ts';
export type { AxisNaming, AxisValue } from './axis.ts';
export { list } from './list.ts';
export type { ListGroup } from './list.ts';
export { grid } from './grid.ts';
export type { Grid } from './grid.ts';
export { plane, valueAt } from './plane.ts';
export type { Plane, PlaneAxis, PlanePoint } from './plane.ts';
export { radar, ringValues } from './radar.ts';
export type { Radar, RadarLine, RadarMean } from './radar.ts';
export { linkGraph, linksBetween } from './causes.ts';
export { mergeCards, mergesOf, separateCard, targetOf } from './merges.ts';
export { restated, restatementFields } from './restate.ts';
export type { Restated, RestatedRow } from './restate.ts';
export {
	isSealable,
	revealedCard,
	sealedContent,
	sealedFields,
	sealedParties,
	sealedSubjects,
	sealedView
} from './sealed.ts';
export type { SealedContent, SealedSubject } from './sealed.ts';
export { askedIn, resultCards, resultFields, withResults } from './survey.ts';
export type { AllAsked, Asked, YearResult } from './survey.ts';
export { decisionLines, ruleText } from './decision-lines.ts';
export {
	instrumentOfWording,
	proposalsIn,
	proposalTerms,
	proposalWording,
	statusByHand,
	wordingLines
} from './decision.ts';
export type { DecisionFacts, DecisionStatus, ProposalTerms, WordingLine } from './decision.ts';
export { agreementOn, ratedRows } from './agreement.ts';
export type { Agreement, Rating } from './agreement.ts';
export { tidyCauses, tidyPlan } from './tidy-causes.ts';
export type { CauseGraph, CauseNode } from './causes.ts';
export {
	around,
	compareMaps,
	laneMap,
	laneName,
	mapGaps,
	needToKnow,
	saySentence
} from './lanes.ts';
export type {
	Around,
	Flow,
	Gap,
	KnowledgeRow,
	Lane,
	LaneMap,
	MapChange,
	MapDifference,
	Near,
	Pin
} from './lanes.ts';
export { placesOf, termFinder, termsOf } from './glossary/terms.ts';
export type { Meaning, Term, TermFinder, TermSpot } from './glossary/terms.ts';
export { arrangeMap, layoutLanes, ranksByCause, stepsInOrder } from './lane-layout.ts';
export type { LaneLayout, LaneMeasures, Ranks } from './lane-layout.ts';
export { routeFlows } from './lane-routes.ts';
export { fieldText } from './field-text.ts';
export type { Naming } from './field-text.ts';
export { instrumentDocument, namesOf } from './document.ts';
export type {
	Answer,
	Block,
	DocumentMeta,
	DocumentModel,
	Listed,
	Place,
	Reference
} from './document.ts';
export { stances } from './stances.ts';
export type { StanceCell, StanceRow, Stances } from './stances.ts';
export { wordings } from './wordings.ts';
export type { AllWordings, Wordings } from './wordings.ts';
export { sharedVision } from './shared-vision/definition.ts';
export { compareFrozen, formatFrozen, frozenOf, parseFrozen } from './frozen.ts';
export type { ChangedText, ComparedCard, Frozen, FrozenCard } from './frozen.ts';
export { compareDocuments } from './frozen-document.ts';
export type {
	ComparedDocument,
	ComparedLine,
	FrozenDocument,
	LineShape
} from './frozen-document.ts';
export { itemsOfFrozen } from './thaw.ts';
export { instrumentPaper } from './paper/paper.ts';
export type { MetaVersion, PaperMeta } from './paper/paper.ts';
export { instrumentPictures } from './paper/pictures.ts';
export { documentPaper } from './paper/document.ts';
export { instrumentSheets } from './paper/sheets.ts';
export { instrumentDates } from './paper/calendar.ts';
export { parseCase } from './case.ts';
export type { Case, ParsedCase } from './case.ts';
export { caseToSession } from './case-layout.ts';
export type { CaseSession } from './case-layout.ts';
export type { SealedSolution } from './layout.ts';
export { Layout } from './layout.ts';
export { hundredths, splitExactly } from './exact.ts';
export { workingDays } from './working-days.ts';
export { beginsEarly, dayIn, groupFields, moveSpan, timeline } from './timeline.ts';
export type {
	Bar,
	Dependency,
	Milestone,
	Timeline,
	TimelineGroup,
	TimelineOptions
} from './timeline.ts';
export { monthsBetween, windowOf } from './time-axis.ts';
export { load } from './load.ts';
export type { Load, LoadRow } from './load.ts';
export { scorecard, scoreOf, scoreStates } from './scorecard.ts';
export type { Reported } from './reported.ts';
export type { Measured, Score, Scorecard, ScorePart, ScoreRow, ScoreState } from './scorecard.ts';
export { annualPlan } from './annual-plan/definition.ts';
export { levels, methods, quarters, readPlan } from './annual-plan/read.ts';
export type {
	Level,
	Method,
	Plan,
	PlanActivity,
	PlanContribution,
	PlanObjective,
	PlanReview,
	Quarter
} from './annual-plan/read.ts';
export { planTotals } from './annual-plan/totals.ts';
export type { Amount, Totals, TotalsRow } from './annual-plan/totals.ts';
export { planSettlement } from './annual-plan/settlement.ts';
export type { Settlement, SettlementRow } from './annual-plan/settlement.ts';
export { planMissing } from './annual-plan/missing.ts';
export type { Missing, MissingCode } from './annual-plan/missing.ts';
export { planReviews } from './annual-plan/review.ts';
export type { ReviewCell, ReviewRow, Reviews } from './annual-plan/review.ts';
export { comparePlans } from './annual-plan/compare.ts';
export type { Comparison, Pair } from './annual-plan/compare.ts';
export {
	cellFault,
	cellsOf,
	cellText,
	columnLabel,
	groupColumns,
	parseCell,
	parseLinks,
	shortTitle,
	tableColumns,
	tableRows,
	textColumn
} from './table.ts';
export type {
	CellOption,
	Cells,
	HeldRow,
	LinkChange,
	LinkColumn,
	TableColumn,
	TableGroup,
	TableOptions
} from './table.ts';
