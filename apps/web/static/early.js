// Asks for the board of a board's page at once: the page's own scripts are still on their way then.
// What comes back is taken by src/lib/session/early.ts.
(function () {
	var found = /^\/s\/([a-z0-9]+)(\/d\/[^/]+)?\/?$/.exec(location.pathname);
	if (!found) return;
	var session = '/api/sessions/' + found[1];
	var early = (window.concordiaEarly = {});
	[session, session + '/board'].forEach(function (path) {
		early[path] = fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' });
		// Whoever takes it sees a failure, too; nobody has to.
		early[path].catch(function () {});
	});
})();
