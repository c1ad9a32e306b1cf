package org.samling.console.circulation;

import java.util.Map;
import org.samling.console.web.Reply;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronPins.PinChange;

/**
 * What staff do with a patron's PIN. The audit names the patron; the activity log, which is kept
 * for longer, names nobody.
 */
public final class PinDesk {

  private static final int LONGEST = 100;

  private final PatronPins pins;
  private final PatronDesk patrons;

  PinDesk(PatronPins pins, PatronDesk patrons) {
    this.pins = pins;
    this.patrons = patrons;
  }

  /** The model of the page that shows a new PIN, once. */
  public record NewPin(String card, String name, String pin) {

    /** Without the PIN. */
    @Override
    public String toString() {
      return "a new PIN";
    }
  }

  /** Ends all locks. */
  Reply unlock(PatronDesk.VisiblePatron seen) {
    if (!pins.unlock(seen.visit().tenant().id(), seen.card())) {
      return unfit(seen, seen.visit().words().of("circulation.pin.none"));
    }
    return done(seen, "pin-unlocked");
  }

  /** Sets the PIN that the patron typed or told. */
  Reply set(PatronDesk.VisiblePatron seen) {
    var typed = seen.visit().request().field("pin");
    if (typed.length() > LONGEST) {
      return Reply.notFound(); // no browser sends that
    }
    return switch (pins.set(seen.visit().tenant().id(), seen.card(), new Secret(typed))) {
      case PinChange.Done _ -> done(seen, "pin-set");
      case PinChange.NoPatron _, PinChange.WrongPin _ -> Reply.notFound();
      case PinChange.Unfit(var rules) ->
          unfit(
              seen,
              seen.visit()
                  .words()
                  .of(
                      "circulation.pin.unfit",
                      rules.shortest(),
                      rules.longest(),
                      seen.visit()
                          .words()
                          .of(
                              rules.digitsOnly()
                                  ? "circulation.pin.digits"
                                  : "circulation.pin.characters"),
                      rules.refusesTrivial()
                          ? seen.visit().words().of("circulation.pin.trivial")
                          : ""));
    };
  }

  /** Gives the patron a random PIN, and shows it. */
  Reply reset(PatronDesk.VisiblePatron seen) {
    return pins.reset(seen.visit().tenant().id(), seen.card())
        .map(pin -> {
          seen.visit().note("pin-reset", "", "");
          return Reply.page(
              "circulation/new-pin",
              new NewPin(seen.card(), seen.account().patron().name(), pin.value()));
        })
        .orElseGet(Reply::notFound);
  }

  private static Reply done(PatronDesk.VisiblePatron seen, String act) {
    seen.visit().note(act, "", "");
    return Reply.to("%s?done=%s".formatted(seen.path(), act));
  }

  private Reply unfit(PatronDesk.VisiblePatron seen, String text) {
    return patrons.unfit(seen, Map.of(), new DeskForm.Problem(text, ""));
  }
}
