package org.samling.console.trial;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialSearcher.Init;
import org.samling.console.trial.TrialSearcher.Notation;
import org.samling.console.trial.TrialSearcher.Scan;
import org.samling.console.trial.TrialSearcher.Search;
import org.samling.console.trial.TrialSearcher.Session;
import org.samling.console.trial.TrialSearcher.SessionRequest;
import org.samling.console.trial.TrialSearcher.Syntax;
import org.samling.console.trial.TrialSearcher.Unreadable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;

/** The page for acting as a Z39.50 client. */
final class SearchTrial {

  private static final String PAGE = "trial/search";

  /** Title words that begin with a, which every catalogue has. */
  private static final String USUAL_QUERY = "@attr 1=4 @attr 5=1 a";

  /** The maximum length of a query. */
  private static final int LONGEST = 1_000;

  private final TrialAccounts accounts;
  private final TrialMachine machine;
  private final TrialSearcher searcher;

  SearchTrial(TrialAccounts accounts, TrialMachine machine, TrialSearcher searcher) {
    this.accounts = accounts;
    this.machine = machine;
    this.searcher = searcher;
  }

  Reply show(Visit visit) {
    var known = accounts.of(visit, Account.Protocol.Z3950);
    var typed =
        new SearchPage.Input(
            TrialAccounts.chosen(visit, known), Notation.PQF, USUAL_QUERY, Syntax.USMARC);
    return Reply.page(PAGE, page(visit, typed, null));
  }

  private SearchPage page(Visit visit, SearchPage.Input typed, @Nullable Session talk) {
    return page(visit, typed, talk, null);
  }

  private SearchPage page(
      Visit visit, SearchPage.Input typed, @Nullable Session talk, @Nullable String problem) {
    return new SearchPage(
        accounts.of(visit, Account.Protocol.Z3950),
        machine.testData(visit.tenant()).isPresent(),
        typed,
        talk,
        problem);
  }

  private Reply unfit(Visit visit, SearchPage.Input typed, String problem) {
    return Reply.unfit(PAGE, page(visit, typed, null, problem));
  }

  Reply ask(Visit visit) {
    var form = visit.request();
    var words = visit.words();
    var typed =
        new SearchPage.Input(
            form.field("account"),
            one(Notation.values(), form.field("notation")).orElse(Notation.PQF),
            form.field("query").replaceAll("\\p{Cntrl}", " "),
            one(Syntax.values(), form.field("syntax")).orElse(Syntax.USMARC));
    if (machine.testData(visit.tenant()).isEmpty()) {
      return unfit(visit, typed, words.of("trial.no-sandbox"));
    }
    if (!typed.account().isEmpty()
        && !accounts.of(visit, Account.Protocol.Z3950).contains(typed.account())) {
      return unfit(visit, typed, words.of("trial.no-account"));
    }
    var act = form.field("do");
    if (!act.equals("init") && (typed.query().isEmpty() || typed.query().length() > LONGEST)) {
      return unfit(visit, typed, words.of("trial.no-query"));
    }
    if (act.equals("scan") && typed.notation() != Notation.PQF) {
      return unfit(visit, typed, words.of("trial.scan-prefix"));
    }
    var outcome = searcher.run(visit.tenant(), typed.account(), wish(act, typed));
    if (outcome.isEmpty()) {
      return unfit(visit, typed, words.of("trial.no-account"));
    }
    return switch (outcome.get()) {
      case Unreadable(var reason, var position) ->
          unfit(visit, typed, words.of("trial.query-unreadable", position, reason));
      case Session talk -> {
        visit.note("trial", typed.account(), "Z39.50 " + act);
        yield Reply.page(PAGE, page(visit, typed, talk));
      }
    };
  }

  private static SessionRequest wish(String act, SearchPage.Input typed) {
    return switch (act) {
      case "init" -> new Init();
      case "scan" -> new Scan(typed.query());
      default -> new Search(typed.notation(), typed.query(), typed.syntax());
    };
  }

  private static <E extends Enum<E>> Optional<E> one(E[] values, String name) {
    return Arrays.stream(values).filter(v -> v.name().equals(name)).findFirst();
  }
}
