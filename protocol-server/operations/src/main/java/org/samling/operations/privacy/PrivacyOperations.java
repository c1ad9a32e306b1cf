package org.samling.operations.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.AccessLog.AccountRead;
import org.samling.core.privacy.AccessLog.CommandEntry;
import org.samling.core.privacy.PersonalData;
import org.samling.core.privacy.PersonalData.Reason;
import org.samling.operations.Amount;
import org.samling.operations.Download;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.routes.privacy.PersonalFields;

/** The personal data of a patron, and who has looked at it. */
public final class PrivacyOperations {

  /** The operations. */
  public static final Family<PrivacyOperations> FAMILY =
      new Family<>(
          "privacy",
          "privacy",
          "The personal data of a patron, and who has looked at it",
          List.of(
              Operation.get(
                      "export-patron",
                      "/patrons/:patron/personal-data",
                      Scope.PRIVACY,
                      "Exports everything stored about a patron (docs/privacy.md)")
                  .takingItsTime()
                  .of(WhichPatron.class, Export.class, PrivacyOperations::export),
              Operation.get(
                      "export-file",
                      "/patrons/:patron/personal-data/file",
                      Scope.PRIVACY,
                      "Exports the same as a file: JSON, or a readable page")
                  .takingItsTime()
                  .ofFile(
                      WhichFile.class,
                      List.of(Download.JSON, Download.HTML),
                      PrivacyOperations::exportFile),
              Operation.get(
                      "check-erasure",
                      "/patrons/:patron/erasure",
                      Scope.PRIVACY,
                      "Shows what prevents a patron from being erased; erases nobody")
                  .of(WhichPatron.class, Erasure.class, PrivacyOperations::checkErasure),
              Operation.get(
                      "list-accesses",
                      "/patrons/:patron/access-log",
                      Scope.PRIVACY,
                      "Lists who read a patron's account, and what was done to it")
                  .paged()
                  .of(WhichPatron.class, Accesses.class, PrivacyOperations::accesses),
              Operation.get(
                      "list-accesses-by",
                      "/access-log",
                      Scope.PRIVACY,
                      "Lists whose accounts a member of staff, an account or another person read")
                  .paged()
                  .of(WhoRead.class, SeenPatrons.class, PrivacyOperations::accessesBy)));

  private final PersonalData data;
  private final AccessLog accesses;
  private final Inquiries inquiries;

  /** Operations on a store. */
  public PrivacyOperations(PersonalData data, AccessLog accesses, Inquiries inquiries) {
    this.data = data;
    this.accesses = accesses;
    this.inquiries = inquiries;
  }

  /** Whose data. */
  public record WhichPatron(@Means("a card number, or another identifier") String patron) {}

  /** Whose data, and in which form. */
  public record WhichFile(
      @Means("a card number, or another identifier") String patron,
      @Means("default: json") @Nullable Form format) {}

  /** The form of an export. */
  public enum Form {
    /** For programs. */
    JSON,
    /** A page for people. */
    HTML
  }

  /** Everything that is stored about a patron. */
  public record Export(
      @Means("the tenant's name") String library,
      UUID patron,
      Instant readAt,
      @Means("the rows of each table, by their columns") Map<String, Object> tables,
      @Means("false if there is more than this") boolean isWhole) {}

  /** Whether a patron can be erased. */
  public record Erasure(boolean canBeErased, List<Block> blocks) {}

  /** What prevents a patron from being erased. */
  public record Block(
      Reason reason,
      @Means("how many of them") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long number,
      @Means("the amount of a debt; negative if it is to be refunded")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount amount) {

    static Block of(PersonalData.Block block, Tenant tenant) {
      return block.reason() == Reason.DEBT
          ? new Block(block.reason(), null, Amount.of(block.number(), tenant))
          : new Block(block.reason(), block.number(), null);
    }
  }

  /** Who read a patron's account, and what was done to it; each the latest first. */
  public record Accesses(
      List<Read> read,
      List<Done> done,
      @Means(Paging.NEXT) @Nullable String next,
      @Means("false if there is more than this") boolean complete) {}

  /** Reads by one account or person on one day. */
  public record Read(
      @Means("in UTC") LocalDate day,
      String protocol,
      @Means("the name of the account, or of the person") String who,
      @Means("the person who acted, if one is known") @Nullable String person,
      @Means("the token that was used: its label and number") @Nullable String token,
      String operation,
      @Means("how often") int times,
      @Means("when it was read first") Instant firstRead,
      @Means("when it was read last") Instant lastRead,
      @Means("whether these are known to the second, and not to the hour") boolean exact) {

    static Read of(AccountRead read) {
      var access = read.access();
      return new Read(
          read.day(),
          access.protocol(),
          access.who(),
          given(access.person()),
          given(access.token()),
          access.operation(),
          read.times(),
          read.first(),
          read.last(),
          read.isExact());
    }

    private static @Nullable String given(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /** Who read, and on which days. */
  public record WhoRead(
      @Means("a member of staff, an account, or os: and an operating system's user")
          @Size(max = 200) String who,
      @Means("the first day, in UTC; default: all that are known") @Nullable LocalDate from,
      @Means("the last day, in UTC; default: today") @Nullable LocalDate to) {}

  /** A page of patrons whose accounts somebody read, the latest first. */
  public record SeenPatrons(List<SeenPatron> patrons, @Means(Paging.NEXT) @Nullable String next) {}

  /** A patron whose account somebody read. */
  public record SeenPatron(
      UUID patron,
      @Means("null if the patron has none") @Nullable String card,
      @JsonUnwrapped Read read) {

    static SeenPatron of(AccessLog.SeenPatron seen) {
      return new SeenPatron(seen.patron(), seen.card(), Read.of(seen.read()));
    }
  }

  /** Something that was done. */
  public record Done(
      Instant at,
      @Means("the name of the account") String who,
      @Means("the code of a branch") String branch,
      String command,
      @Means("done or refused") String outcome,
      @Means("which rules staff overrode, and why; null where none were") @Nullable String note) {

    static Done of(CommandEntry entry) {
      return new Done(
          entry.at(),
          entry.actor(),
          entry.branch(),
          entry.command(),
          entry.outcome(),
          entry.note());
    }
  }

  private Export export(Request<WhichPatron> request) {
    return data.export(request.tenantId(), request.input().patron())
        .map(export ->
            new Export(
                request.tenant().name(),
                export.patron(),
                export.at(),
                PersonalFields.tables(export),
                export.isWhole()))
        .orElseThrow(Problem::unknownPatron);
  }

  /** Its name does not say whose data it holds: it goes through logs and folders of downloads. */
  private Download exportFile(Request<WhichFile> request) {
    var export =
        data.export(request.tenantId(), request.input().patron())
            .orElseThrow(Problem::unknownPatron);
    var document = new PersonalDocument(request.tenant(), export);
    return request.input().format() == Form.HTML
        ? Download.made(Download.HTML, "person.html", out -> out.write(document.html()))
        : Download.made(Download.JSON, "person.json", out -> out.write(document.json()));
  }

  private Erasure checkErasure(Request<WhichPatron> request) {
    var blocks =
        data.blocks(request.tenantId(), request.input().patron())
            .orElseThrow(Problem::unknownPatron);
    return new Erasure(
        blocks.isEmpty(), blocks.stream().map(block -> Block.of(block, request.tenant())).toList());
  }

  private Accesses accesses(Request<WhichPatron> request) {
    var paging = request.paging();
    var patron =
        inquiries
            .patron(request.tenantId(), request.input().patron())
            .orElseThrow(Problem::unknownPatron)
            .patron()
            .id();
    var after = PageMark.read(paging.after(), Reached::of);
    var from = after == null ? Reached.NOTHING : after;
    var read = accesses.reads(request.tenantId(), patron, from.read(), paging.fetched());
    var done = accesses.commands(request.tenantId(), patron, from.done(), paging.fetched());
    var limit = paging.limit();
    var isAll = read.size() <= limit && done.size() <= limit;
    return new Accesses(
        read.stream().limit(limit).map(Read::of).toList(),
        done.stream().limit(limit).map(Done::of).toList(),
        isAll ? null : from.behind(read, done, limit).text(),
        isAll);
  }

  /** What is listed is noted as read, too, for each patron. */
  private SeenPatrons accessesBy(Request<WhoRead> request) {
    var asked = request.input();
    var paging = request.paging();
    var days = new AccessLog.Days(asked.from(), asked.to());
    var after = PageMark.read(paging.after(), Reached::place);
    var found = accesses.seen(request.tenantId(), asked.who(), days, after, paging.fetched());
    var page = paging.of(found, seen -> Reached.text(seen.place())).map(SeenPatron::of);
    return new SeenPatrons(page.entries(), page.next());
  }
}
