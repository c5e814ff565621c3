export { hasWords, isInstrumentFrame, isKind, kindOf, words } from './definition.ts';
export type {
	DocumentView,
	FieldDefinition,
	FieldType,
	GraphView,
	InstrumentDefinition,
	KindDefinition,
	LinkDefinition,
	Locale,
	MatrixView,
	ParkingDefinition,
	View,
	ZoneDefinition
} from './definition.ts';
export { problemSet } from './problem-set.ts';
export { instrumentOf, instruments } from './registry.ts';
export { flagField, setField, stringField } from './fields.ts';
export { freeSpot, newCard, newFrame, zoneRect } from './place.ts';
export type { NewCard } from './place.ts';
export { frameOf, isParkable, isParked, parkedItems, parkItem, unparkItem } from './parking.ts';
export type { BoardEdit, ParkOptions } from './parking.ts';
export { connectorsOf, linksOf, newLink } from './links.ts';
export type { Link } from './links.ts';
export { matrix, problemTable } from './matrix.ts';
export type { Cell, CellState, Matrix, OrganizationName, Row } from './matrix.ts';
export { causeGraph, linkGraph } from './causes.ts';
export type { CauseGraph, CauseNode } from './causes.ts';
export { instrumentDocument, namesOf, problemSetDocument } from './document.ts';
export type {
	Answer,
	Block,
	DocumentMeta,
	DocumentModel,
	Listed,
	Place,
	Reference
} from './document.ts';
export { toMarkdown } from './markdown.ts';
export { parseCase } from './case.ts';
export type { Case, ParsedCase } from './case.ts';
export { caseToSession } from './case-layout.ts';
export type { CaseSession } from './case-layout.ts';
