package org.samling.operations.patrons;

import java.util.List;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronPins.PinChange;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.patrons.Patrons.WhichPatron;
import org.samling.operations.patrons.Pins.ChangedPin;
import org.samling.operations.patrons.Pins.NewPin;
import org.samling.operations.patrons.Pins.Pin;
import org.samling.operations.patrons.Pins.ResetPin;

/** Patrons' PINs, and the locks that wrong ones bring about on all nodes and in all protocols. */
public final class PinOperations {

  /** The operations. */
  public static final Family<PinOperations> FAMILY =
      new Family<>(
          "patrons",
          "patron",
          "Patrons' PINs, and the locks that come of wrong ones",
          List.of(
              Operation.get(
                      "show-pin",
                      "/patrons/:patron/pin",
                      Scope.PATRONS_UNLOCK,
                      "Shows whether a patron has a PIN, and where it is locked until when")
                  .withinBounds()
                  .of(WhichPatron.class, Pin.class, PinOperations::show),
              Operation.post(
                      "set-pin",
                      "/patrons/:patron/pin",
                      Scope.PATRONS_PINS,
                      "Sets a PIN that the patron chose, whatever the old one was; ends all locks")
                  .withinBounds()
                  .of(NewPin.class, Nothing.class, PinOperations::set),
              Operation.post(
                      "change-pin",
                      "/patrons/:patron/pin/change",
                      Scope.PATRONS_AUTHENTICATE,
                      "Changes the PIN of a patron who knows the old one; wrong ones are counted")
                  .withinBounds()
                  .of(ChangedPin.class, Nothing.class, PinOperations::change),
              Operation.post(
                      "reset-pin",
                      "/patrons/:patron/pin/reset",
                      Scope.PATRONS_PINS,
                      "Gives a patron a new random PIN, which is shown once; ends all locks")
                  .withinBounds()
                  .tellingSecret()
                  .of(WhichPatron.class, ResetPin.class, PinOperations::reset),
              Operation.post(
                      "unlock-patron",
                      "/patrons/:patron/unlocking",
                      Scope.PATRONS_UNLOCK,
                      "Ends the locks that wrong PINs brought about; the PIN stays the same")
                  .withinBounds()
                  .of(WhichPatron.class, Nothing.class, PinOperations::unlock)));

  private final PatronPins pins;

  /** Operations on a store. */
  public PinOperations(PatronPins pins) {
    this.pins = pins;
  }

  private Pin show(Request<WhichPatron> request) {
    return pins.status(request.tenantId(), request.input().patron())
        .map(Pin::of)
        .orElseThrow(Problem::unknownPatron);
  }

  private Nothing set(Request<NewPin> request) {
    var wanted = request.input();
    return done(pins.set(request.tenantId(), wanted.patron(), pin("pin", wanted.pin())));
  }

  private Nothing change(Request<ChangedPin> request) {
    var wanted = request.input();
    return done(
        pins.change(
            request.tenantId(),
            wanted.patron(),
            pin("pin", wanted.pin()),
            pin("new-pin", wanted.newPin())));
  }

  private static Secret pin(String member, Secret given) {
    return new Secret(Texts.neededNumber(member, given.value()));
  }

  private static Nothing done(PinChange change) {
    return switch (change) {
      case PinChange.Done _ -> Nothing.NOTHING;
      case PinChange.NoPatron _ -> throw Problem.unknownPatron();
      case PinChange.WrongPin _ -> throw Problem.refused("The card or the old PIN is wrong.");
      case PinChange.Unfit(var rules) ->
          throw Problem.refused("A PIN of this library %s.".formatted(rules.words()));
    };
  }

  private ResetPin reset(Request<WhichPatron> request) {
    return pins.reset(request.tenantId(), request.input().patron())
        .map(pin -> new ResetPin(pin.value()))
        .orElseThrow(Problem::unknownPatron);
  }

  /** The audit log says who did it. */
  private Nothing unlock(Request<WhichPatron> request) {
    if (!pins.unlock(request.tenantId(), request.input().patron())) {
      throw Problem.unknown("There is no such patron who has a PIN.");
    }
    return Nothing.NOTHING;
  }
}
