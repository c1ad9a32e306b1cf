package org.samling.rest;

/** The ports by which a library's configuration and accounts are viewed and changed. */
record RestAdministration(
    RestVersions versions,
    RestSettings settings,
    RestPolicies policies,
    RestPolicyCases cases,
    RestStops stops,
    RestCalendars calendars,
    RestAccounts accounts,
    RestAccountChanges changes) {

  static RestAdministration of(RestService.Ports ports) {
    var inquiries = ports.inquiries();
    var policies = ports.policies();
    var register = ports.register();
    var rights = new RestAccountRights(ports.machines());
    return new RestAdministration(
        new RestVersions(ports.versions(), rights),
        new RestSettings(inquiries, policies),
        new RestPolicies(inquiries, policies),
        new RestPolicyCases(inquiries, policies),
        new RestStops(inquiries, policies),
        new RestCalendars(inquiries, register),
        new RestAccounts(register, inquiries, rights),
        new RestAccountChanges(register, rights, ports.profiles()));
  }
}
