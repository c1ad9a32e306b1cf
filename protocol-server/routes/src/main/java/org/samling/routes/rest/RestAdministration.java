package org.samling.routes.rest;

import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.PolicyRegister;

/** By what a library's configuration and its accounts are looked at and changed. */
record RestAdministration(
    RestVersions versions,
    RestSettings settings,
    RestPolicies policies,
    RestPolicyCases cases,
    RestStops stops,
    RestCalendars calendars,
    RestAccounts accounts,
    RestAccountChanges changes) {

  static RestAdministration of(
      Inquiries inquiries,
      PolicyRegister policies,
      ConfigurationVersions versions,
      LibraryRegister register,
      MachineAccounts machines,
      RestProfiles profiles) {
    var rights = new RestAccountRights(machines);
    return new RestAdministration(
        new RestVersions(versions, rights),
        new RestSettings(inquiries, policies),
        new RestPolicies(inquiries, policies),
        new RestPolicyCases(inquiries, policies),
        new RestStops(inquiries, policies),
        new RestCalendars(inquiries, register),
        new RestAccounts(register, inquiries, rights),
        new RestAccountChanges(register, rights, profiles));
  }
}
