package org.samling.operations.patrons;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.Particulars;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.patrons.Cards.Identifier;
import org.samling.operations.patrons.Cards.Identifiers;
import org.samling.operations.patrons.Cards.NewBlock;
import org.samling.operations.patrons.Cards.NewIdentifier;
import org.samling.operations.patrons.Cards.Replacement;
import org.samling.operations.patrons.Cards.WhichIdentifier;
import org.samling.operations.patrons.Patrons.Changed;
import org.samling.operations.patrons.Patrons.WhichPatron;

/** Patrons' cards and other identifiers: replaced, added, blocked one by one. */
public final class CardOperations {

  /** The operations. */
  public static final Family<CardOperations> FAMILY =
      new Family<>(
          "patrons",
          "patron",
          "Patrons' cards and other identifiers: replaced, added, blocked one by one",
          List.of(
              Operation.get(
                      "list-identifiers",
                      "/patrons/:patron/identifiers",
                      Scope.PATRONS_READ,
                      "Lists a patron's cards and other identifiers")
                  .withinBounds()
                  .of(WhichPatron.class, Identifiers.class, CardOperations::list),
              Operation.post(
                      "add-identifier",
                      "/patrons/:patron/identifiers",
                      Scope.PATRONS_CHANGE,
                      "Gives a patron another card, UNI-Login name or e-mail address to log in with")
                  .withinBounds()
                  .of(NewIdentifier.class, Changed.class, CardOperations::add),
              Operation.post(
                      "replace-card",
                      "/patrons/:patron/card-replacement",
                      Scope.PATRONS_CHANGE,
                      "Gives a patron a new card for a lost one, which is blocked")
                  .withinBounds()
                  .of(Replacement.class, Changed.class, CardOperations::replace),
              Operation.post(
                      "block-identifier",
                      "/patrons/:patron/identifier-block",
                      Scope.PATRONS_BLOCK,
                      "Blocks one card or other identifier; the patron's others stay valid")
                  .withinBounds()
                  .of(NewBlock.class, Changed.class, CardOperations::block),
              Operation.delete(
                      "unblock-identifier",
                      "/patrons/:patron/identifier-block",
                      Scope.PATRONS_BLOCK,
                      "Makes a blocked card or other identifier valid again")
                  .withinBounds()
                  .of(WhichIdentifier.class, Changed.class, CardOperations::unblock)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String LOST = "lost";

  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public CardOperations(Inquiries inquiries, Circulation circulation) {
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Identifiers list(Request<WhichPatron> request) {
    return new Identifiers(
        inquiries
            .profile(request.tenantId(), request.input().patron())
            .orElseThrow(Problem::unknownPatron)
            .identifiers()
            .stream()
            .map(Identifier::of)
            .toList());
  }

  private Changed add(Request<NewIdentifier> request) {
    var added = request.input();
    var from = added.from();
    var until = added.until();
    if (from != null && until != null && until.isBefore(from)) {
      throw Problem.invalid("\"until\" is before \"from\".");
    }
    return changed(
        new PatronCommand.AddIdentifier(
            request.origin(DEADLINE),
            name(added.patron()),
            new Particulars.NewIdentifier(
                added.kind().kind(),
                NewIdentifiers.of("identifier", added.identifier()),
                null,
                from,
                until)));
  }

  private Changed replace(Request<Replacement> request) {
    var card = request.input();
    return changed(
        new PatronCommand.ReplaceCard(
            request.origin(DEADLINE),
            name(card.patron()),
            NewIdentifiers.of("card", card.card()),
            Optional.ofNullable(Texts.clean(card.reason())).orElse(LOST)));
  }

  private Changed block(Request<NewBlock> request) {
    return changed(
        new PatronCommand.BlockIdentifier(
            request.origin(DEADLINE),
            name(request.input().patron()),
            Texts.needed("reason", request.input().reason())));
  }

  private Changed unblock(Request<WhichIdentifier> request) {
    return changed(
        new PatronCommand.UnblockIdentifier(
            request.origin(DEADLINE), name(request.input().patron())));
  }

  private static PatronName.Identifier name(String identifier) {
    return new PatronName.Identifier(identifier);
  }

  private Changed changed(PatronCommand command) {
    return switch (commands.outcome(command)) {
      case PatronOutcome.Changed changed -> new Changed(changed.what());
      case PatronOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }
}
