package org.samling.console.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;

/** The branches whose items a visitor sees. */
record Branches(Inquiries inquiries) {

  /** Their names by their codes, in the order of the codes. */
  Map<String, String> of(Visit visit) {
    var names = new LinkedHashMap<String, String>();
    inquiries.policy(visit.tenant().id()).branches().values().stream()
        .filter(b -> b.agencies().stream().anyMatch(visit.member()::sees))
        .sorted((a, b) -> a.code().compareTo(b.code()))
        .forEach(b -> names.put(b.code(), b.name()));
    return names;
  }
}
