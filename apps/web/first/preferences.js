// Runs before the first paint, so that a chosen theme or language does not flash in late.
(function () {
	var root = document.documentElement;
	try {
		var theme = localStorage.getItem('concordia.theme');
		if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
		if (localStorage.getItem('concordia.contrast') === 'more') root.dataset.contrast = 'more';
		var locale = localStorage.getItem('concordia.locale') || navigator.language;
		root.lang = locale.toLowerCase().indexOf('de') === 0 ? 'de' : 'en';
	} catch {
		// Storage is closed to us (private window): the browser's own settings hold.
	}
})();
