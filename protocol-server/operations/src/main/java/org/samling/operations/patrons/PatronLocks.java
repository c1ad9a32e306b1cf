package org.samling.operations.patrons;

import java.util.List;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.PatronAuthentication;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.patrons.Patrons.WhichPatron;

/**
 * Patrons who were locked out by wrong PINs. A lock does not expire, and applies on all nodes and
 * in all protocols.
 */
public final class PatronLocks {

  /** The operations. */
  public static final Family<PatronLocks> FAMILY =
      new Family<>(
          "patrons",
          "patron",
          "Patrons who were locked out by wrong PINs",
          List.of(
              Operation.post(
                      "unlock-patron",
                      "/patrons/:patron/unlocking",
                      Scope.PATRONS_UNLOCK,
                      "Unlocks a patron who was locked out by too many wrong PINs; the PIN stays the same")
                  .of(WhichPatron.class, Nothing.class, PatronLocks::unlock)));

  private final PatronAuthentication pins;

  /** Operations on a store. */
  public PatronLocks(PatronAuthentication pins) {
    this.pins = pins;
  }

  /** The audit log says who did it. */
  private Nothing unlock(Request<WhichPatron> request) {
    if (!pins.unlock(request.tenantId(), request.input().patron())) {
      throw Problem.unknown("There is no such patron who has a PIN.");
    }
    return Nothing.NOTHING;
  }
}
