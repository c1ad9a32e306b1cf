package org.samling.operations.patrons;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.FeeNumbers;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronAccount.Part;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronRegister;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.Words;
import org.samling.operations.patrons.PatronLists.Fee;
import org.samling.operations.patrons.PatronLists.Fees;
import org.samling.operations.patrons.PatronLists.Hold;
import org.samling.operations.patrons.PatronLists.Holds;
import org.samling.operations.patrons.PatronLists.Loan;
import org.samling.operations.patrons.PatronLists.Loans;
import org.samling.operations.patrons.Patrons.Changed;
import org.samling.operations.patrons.Patrons.Created;
import org.samling.operations.patrons.Patrons.Found;
import org.samling.operations.patrons.Patrons.Handle;
import org.samling.operations.patrons.Patrons.ListEntry;
import org.samling.operations.patrons.Patrons.LookedUp;
import org.samling.operations.patrons.Patrons.NewBlock;
import org.samling.operations.patrons.Patrons.NewPatron;
import org.samling.operations.patrons.Patrons.Patron;
import org.samling.operations.patrons.Patrons.PinChecked;
import org.samling.operations.patrons.Patrons.PinEntry;
import org.samling.operations.patrons.Patrons.PinResult;
import org.samling.operations.patrons.Patrons.Search;
import org.samling.operations.patrons.Patrons.WhichBlock;
import org.samling.operations.patrons.Patrons.WhichPatron;
import org.samling.routes.NewPatrons;

/** Patrons, their blocks, and what they have on loan, on hold and to pay. */
public final class PatronOperations {

  /** The operations. */
  public static final Family<PatronOperations> FAMILY =
      new Family<>(
          "patrons",
          "patron",
          "Patrons, their blocks, and what they have on loan, on hold and to pay",
          List.of(
              Operation.get(
                      "find-patrons",
                      "/patrons",
                      Scope.PATRONS_READ,
                      "Finds patrons by the beginnings of words of their names")
                  .paged()
                  .withinBounds()
                  .of(Search.class, Found.class, PatronOperations::find),
              Operation.post(
                      "create-patron",
                      "/patrons",
                      Scope.PATRONS_CREATE,
                      "Creates a patron; the same person again returns the same patron")
                  .withinBounds()
                  .of(NewPatron.class, Created.class, PatronOperations::create),
              Operation.post(
                      "look-up-patron",
                      Operation.PATRON_LOOKUPS,
                      Scope.PATRONS_READ,
                      "Looks a patron up by any identifier, also a CPR number; returns what paths take")
                  .changingNothing()
                  .of(LookedUp.class, Handle.class, PatronOperations::lookUp),
              Operation.get("show-patron", "/patrons/:patron", Scope.PATRONS_READ, "Shows a patron")
                  .withinBounds()
                  .of(WhichPatron.class, Patron.class, PatronOperations::show),
              Operation.post(
                      "authenticate-patron",
                      "/patrons/:patron/authentication",
                      Scope.PATRONS_AUTHENTICATE,
                      "Checks a patron's PIN; wrong ones are counted")
                  .changingNothing()
                  .withinBounds()
                  .of(PinEntry.class, PinChecked.class, PatronOperations::authenticate),
              Operation.get(
                      "list-loans",
                      "/patrons/:patron/loans",
                      Scope.PATRONS_READ,
                      "Lists a patron's loans")
                  .paged()
                  .withinBounds()
                  .of(WhichPatron.class, Loans.class, PatronOperations::loans),
              Operation.get(
                      "list-holds",
                      "/patrons/:patron/holds",
                      Scope.PATRONS_READ,
                      "Lists a patron's holds")
                  .paged()
                  .withinBounds()
                  .of(WhichPatron.class, Holds.class, PatronOperations::holds),
              Operation.get(
                      "list-fees",
                      "/patrons/:patron/fees",
                      Scope.PATRONS_READ,
                      "Lists a patron's open fees")
                  .paged()
                  .withinBounds()
                  .of(WhichPatron.class, Fees.class, PatronOperations::fees),
              Operation.post(
                      "block-patron",
                      "/patrons/:patron/blocks",
                      Scope.PATRONS_BLOCK,
                      "Blocks a patron; a block with the same code is replaced")
                  .withinBounds()
                  .of(NewBlock.class, Changed.class, PatronOperations::block),
              Operation.delete(
                      "unblock-patron",
                      "/patrons/:patron/blocks/:code",
                      Scope.PATRONS_BLOCK,
                      "Removes a block")
                  .withinBounds()
                  .of(WhichBlock.class, Changed.class, PatronOperations::unblock)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int SHORTEST_NAME = 2;

  private final Inquiries inquiries;
  private final DeskLists lists;
  private final PatronAuthentication pins;
  private final PatronRegister register;
  private final NewPatrons newPatrons;
  private final Commands commands;

  /** Operations on a store. */
  public PatronOperations(
      Inquiries inquiries,
      DeskLists lists,
      PatronAuthentication pins,
      PatronRegister register,
      Circulation circulation) {
    this.inquiries = inquiries;
    this.lists = lists;
    this.pins = pins;
    this.register = register;
    this.newPatrons = new NewPatrons(inquiries, register);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Found find(Request<Search> request) {
    var given = request.input().name();
    var name = given == null ? "" : given.strip();
    if (name.length() < SHORTEST_NAME || name.length() > DeskLists.LONGEST_NAME) {
      throw Problem.invalid(
          "\"name\" must be the beginnings of words of a name, %d to %d characters."
              .formatted(SHORTEST_NAME, DeskLists.LONGEST_NAME));
    }
    var tenant = request.tenantId();
    var paging = request.paging();
    var page =
        paging
            .of(
                lists.patrons(
                    tenant,
                    name,
                    request.sight(inquiries.policy(tenant)).branches(),
                    PageMark.id(paging.after()),
                    paging.fetched()),
                known -> known.id().toString())
            .map(ListEntry::of);
    return new Found(page.entries(), page.next());
  }

  private Created create(Request<NewPatron> request) {
    var person = request.input();
    var result =
        newPatrons.register(
            request.account(),
            Instant.now(),
            new NewPatrons.Person(
                Texts.neededNumber("identifier", person.identifier()),
                Texts.needed("name", person.name()),
                pin(person.pin()),
                person.birthDate(),
                Texts.clean(person.email()),
                Texts.clean(person.phone()),
                Texts.clean(person.address())));
    return switch (result) {
      case NewPatrons.Result.Known(var card, var isNew) -> new Created(card, isNew);
      case NewPatrons.Result.Refused(_, var detail) -> throw Problem.refused(detail);
    };
  }

  private static @Nullable Secret pin(@Nullable Secret given) {
    var pin = given == null ? null : Texts.number(given.value());
    return pin == null ? null : new Secret(pin);
  }

  private Handle lookUp(Request<LookedUp> request) {
    var identifier = Texts.neededNumber("identifier", request.input().identifier());
    var shown =
        inquiries
            .patron(request.tenantId(), identifier)
            .orElseThrow(Problem::unknownPatron)
            .patron()
            .identifier();
    // A card may look like a CPR number.
    return new Handle(
        shown.isEmpty() || Cpr.parse(shown).isPresent()
            ? register.handle(request.tenantId(), identifier)
            : shown);
  }

  private Patron show(Request<WhichPatron> request) {
    return Patron.of(account(request, Set.of()), request.tenant());
  }

  private PinChecked authenticate(Request<PinEntry> request) {
    var entry = request.input();
    var pin = new Secret(Texts.neededNumber("pin", entry.pin().value()));
    return new PinChecked(
        pins.check(request.tenantId(), entry.patron(), pin).isPresent()
            ? PinResult.VERIFIED
            : PinResult.WRONG);
  }

  private Loans loans(Request<WhichPatron> request) {
    var page =
        request
            .paging()
            .within(account(request, Set.of(Part.LOANS)).loans(), PatronAccount.Loan::barcode)
            .map(Loan::of);
    return new Loans(page.entries(), page.next());
  }

  private Holds holds(Request<WhichPatron> request) {
    var page =
        request
            .paging()
            .within(account(request, Set.of(Part.HOLDS)).holds(), hold -> hold.id().toString())
            .map(Hold::of);
    return new Holds(page.entries(), page.next());
  }

  private Fees fees(Request<WhichPatron> request) {
    var fees = account(request, Set.of(Part.FEES)).fees();
    var numbers = FeeNumbers.of(fees.stream().map(PatronAccount.Fee::id).toList());
    var page =
        request
            .paging()
            .within(fees, fee -> fee.id().toString())
            .map(fee -> Fee.of(fee, numbers, request.tenant()));
    return new Fees(page.entries(), page.next());
  }

  private Changed block(Request<NewBlock> request) {
    var block = request.input();
    return changed(
        new PatronCommand.BlockPatron(
            request.origin(DEADLINE),
            new PatronName.Identifier(block.patron()),
            block.code().code(),
            Texts.clean(block.note()),
            block.until(),
            Boolean.TRUE.equals(block.cardRetained())));
  }

  private Changed unblock(Request<WhichBlock> request) {
    var block = request.input();
    return changed(
        new PatronCommand.UnblockPatron(
            request.origin(DEADLINE),
            new PatronName.Identifier(block.patron()),
            code(block.code())));
  }

  /** Of all codes: that a derived block can't be removed is for the rules to say. */
  private static BlockCode code(String text) {
    return Arrays.stream(BlockCode.values())
        .filter(code -> Words.of(code).equals(text))
        .findFirst()
        .orElseThrow(() -> Problem.unknown("There is no block \"%s\".".formatted(text)));
  }

  private Changed changed(PatronCommand command) {
    return switch (commands.outcome(command)) {
      case PatronOutcome.Changed changed -> new Changed(changed.what());
      case PatronOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }

  /** A problem never repeats the identifier: it may be a CPR number. */
  private PatronAccount account(Request<WhichPatron> request, Set<Part> parts) {
    return inquiries
        .patron(request.tenantId(), request.input().patron(), parts)
        .orElseThrow(Problem::unknownPatron);
  }
}
