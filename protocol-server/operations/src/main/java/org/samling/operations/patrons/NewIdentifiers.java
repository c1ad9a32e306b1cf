package org.samling.operations.patrons;

import org.samling.core.patron.Cpr;
import org.samling.operations.Problem;
import org.samling.operations.Texts;
import org.samling.routes.NewPatronChecks;

/** Cards and other identifiers that staff give to patrons. */
final class NewIdentifiers {

  private NewIdentifiers() {}

  /**
   * The identifier as it is stored.
   *
   * @param member its name in the input
   * @throws Problem where nobody can have it, or it may be a CPR number, which is not stored in
   *     clear
   */
  static String of(String member, String text) {
    var identifier = Texts.neededNumber(member, text);
    NewPatronChecks.faultOfIdentifier(identifier)
        .ifPresent(fault -> {
          throw Problem.invalid("\"%s\" %s.".formatted(member, fault));
        });
    if (Cpr.parse(identifier).isPresent()) {
      throw Problem.invalid(
          "\"%s\" may be a CPR number, which is not kept in clear: give it as \"cpr\" when the patron is registered."
              .formatted(member));
    }
    return identifier;
  }
}
