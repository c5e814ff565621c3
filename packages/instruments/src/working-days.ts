/**
 * How many days from Monday to Friday there are from one day to another (numbers as `dayNumber` gives them), both
 * counted; 0 when there are none. Public holidays count as working days: they differ between organizations.
 */
export function workingDays(from: number, to: number): number {
	return to < from ? 0 : workingDaysBefore(to + 1) - workingDaysBefore(from);
}

/** Counted from a Monday before the year 0. */
function workingDaysBefore(day: number): number {
	const sinceMonday = day + 5 + 7 * 1000;
	return Math.floor(sinceMonday / 7) * 5 + Math.min(sinceMonday % 7, 5);
}
