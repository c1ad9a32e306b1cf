package org.samling.console.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.CirculationTexts;
import org.samling.console.circulation.PatronDesk;
import org.samling.console.circulation.PatronDesk.VisiblePatron;
import org.samling.console.circulation.StaffScope;
import org.samling.console.desk.DeskPage.Found;
import org.samling.console.desk.DeskPage.OpenPatron;
import org.samling.console.desk.DeskPage.Recent;
import org.samling.console.desk.DeskPage.Result;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Sight;
import org.samling.core.staff.StaffAct;

/**
 * Shows the desk: the patron who is being served, what came of a scan, and what was done lately.
 */
final class DeskView {

  /** How much of what was done lately is shown. */
  private static final int MOST_RECENT = 20;

  private static final Duration SHIFT = Duration.ofHours(12);

  /** What is shown of what was done, and what undoes it. */
  private static final Map<String, String> UNDO =
      Map.of(
          "loan-made", "undo-loan",
          "loan-overridden", "undo-loan",
          "loan-renewed", "undo-loan",
          "item-returned", "undo-return");

  private static final Set<String> SHOWN =
      Set.of(
          "loan-made",
          "loan-overridden",
          "loan-renewed",
          "item-returned",
          "set-lent",
          "set-returned",
          "loan-undone",
          "return-undone",
          "hold-shelved",
          "item-lost",
          "fee-paid",
          "patron-unblocked");

  private final Inquiries inquiries;
  private final PatronDesk patrons;

  DeskView(Inquiries inquiries, PatronDesk patrons) {
    this.inquiries = inquiries;
    this.patrons = patrons;
  }

  /** Who is at the desk, and what they see. */
  record Desk(Visit visit, Sight sight) {

    CirculationTexts say() {
      return new CirculationTexts(visit.words(), sight.policy());
    }

    String word(String key, Object... arguments) {
      return visit.words().of(key, arguments);
    }

    /** The card of the patron who is being served; empty for none. */
    String card() {
      var request = visit.request();
      return request.field("patron").isEmpty()
          ? request.argument("patron")
          : request.field("patron");
    }
  }

  Desk desk(Visit visit) {
    return new Desk(visit, StaffScope.of(visit, inquiries));
  }

  /** The whole page; where no branch of work is chosen, it is asked for first. */
  Reply page(Visit visit) {
    if (!visit.workplace().isChosen()) {
      return Reply.to(
          "%s?to=%s"
              .formatted(visit.path("/workplace"), Visit.encoded(visit.path(DeskSection.PATH))));
    }
    var desk = desk(visit);
    return Reply.page("desk/desk", model(desk, null, desk.card(), null));
  }

  /** What changes on the page after a scan or step. */
  Reply show(Desk desk, String card, @Nullable Result result) {
    return show(desk, card, result, null);
  }

  Reply show(Desk desk, String card, @Nullable Result result, @Nullable Found found) {
    return Reply.page("desk/view", model(desk, result, card, found));
  }

  private DeskPage model(Desk desk, @Nullable Result result, String card, @Nullable Found found) {
    return new DeskPage(
        desk.say(),
        UUID.randomUUID().toString(),
        card.isEmpty() ? null : patron(desk, card).orElse(null),
        result,
        found,
        recent(desk));
  }

  /** The patron with a card, if the member may see them. */
  Optional<VisiblePatron> visible(Desk desk, String card) {
    return inquiries
        .patron(desk.visit().tenant().id(), card)
        .filter(account -> desk.sight().sees(account.patron().branch()))
        .map(account -> new VisiblePatron(desk.visit(), desk.sight(), account));
  }

  private Optional<OpenPatron> patron(Desk desk, String card) {
    return visible(desk, card)
        .flatMap(seen ->
            inquiries
                .profile(desk.visit().tenant().id(), seen.card())
                .map(profile -> opened(desk, seen, profile)));
  }

  private OpenPatron opened(Desk desk, VisiblePatron seen, PatronProfile profile) {
    var here = seen.visit().workplace().branch();
    var blocks = new LinkedHashMap<BlockCode, String>();
    profile.blocks().stream()
        .filter(block -> seen.account().patron().blocks().contains(block.code()))
        .forEach(block -> blocks.put(block.code(), block.note() == null ? "" : block.note()));
    var open = patrons.fees(seen).stream().mapToLong(fee -> fee.open()).sum();
    return new OpenPatron(
        seen.account(),
        patrons.loans(seen),
        seen.account().holds().stream()
            .filter(hold -> hold.state() == HoldState.READY && hold.pickup().equals(here))
            .toList(),
        open,
        DeskResults.pay(desk, "", open),
        blocks,
        profile.notes().stream()
            .filter(note -> note.kind() == NoteKind.ALERT)
            .map(PatronProfile.Note::text)
            .toList());
  }

  private List<Recent> recent(Desk desk) {
    var visit = desk.visit();
    var now = Instant.now();
    var minutes =
        desk.sight()
            .policy()
            .setting(
                Setting.LOAN_UNDO_MINUTES,
                visit.workplace().branch(),
                desk.sight().policy().day(now))
            .value();
    var recent = new ArrayList<Recent>();
    var touched = new HashSet<String>();
    for (var act :
        visit
            .staff()
            .actsOf(
                visit.tenant().id(),
                visit.member().username(),
                SHOWN,
                now.minus(SHIFT),
                MOST_RECENT)) {
      var isLast = touched.add(act.subject()); // only the last thing with an item can be undone
      var isSoon = act.at().isAfter(now.minus(Duration.ofMinutes(minutes)));
      var isHere = branch(act).equals(visit.workplace().branch());
      recent.add(
          new Recent(
              act.at(),
              act.act(),
              act.act().startsWith("fee-") ? "" : act.subject(), // a fee has no number to read
              detail(act),
              isLast && isSoon && isHere ? UNDO.getOrDefault(act.act(), "") : ""));
    }
    return recent;
  }

  /** The branch, with which an act's details begin. */
  private static String branch(StaffAct act) {
    var space = act.detail().indexOf(' ');
    return space < 0 ? act.detail() : act.detail().substring(0, space);
  }

  /** What an act's details say behind the branch. */
  private static String detail(StaffAct act) {
    var space = act.detail().indexOf(' ');
    return space < 0 ? "" : act.detail().substring(space + 1);
  }
}
