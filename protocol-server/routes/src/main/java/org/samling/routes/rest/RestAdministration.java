package org.samling.routes.rest;

import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.PolicyRegister;

/** What a library's configuration is looked at and changed by. */
record RestAdministration(RestVersions versions, RestSettings settings) {

  static RestAdministration of(
      Inquiries inquiries,
      PolicyRegister policies,
      ConfigurationVersions versions,
      MachineAccounts machines) {
    var rights = new RestAccountRights(machines);
    return new RestAdministration(
        new RestVersions(versions, rights), new RestSettings(inquiries, policies));
  }
}
