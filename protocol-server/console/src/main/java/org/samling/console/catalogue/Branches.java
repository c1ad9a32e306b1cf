package org.samling.console.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;

/** The branches whose items a visitor may see. */
record Branches(Inquiries inquiries) {

  /** Returns branch names by branch code, sorted by code. */
  Map<String, String> of(Visit visit) {
    var names = new LinkedHashMap<String, String>();
    inquiries.policy(visit.tenant().id()).branches().values().stream()
        .filter(b -> b.agencies().stream().anyMatch(visit.member()::sees))
        .sorted((a, b) -> a.code().compareTo(b.code()))
        .forEach(b -> names.put(b.code(), b.name()));
    return names;
  }
}
