package org.samling.operations.stock;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.StockCounts.Finding;
import org.samling.core.stock.StockCounts.Result;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on stock counts take and return. */
public final class StockCountRecords {

  private static final int NAME = 200;
  private static final String NOT_BLANK = ".*\\S.*";

  private StockCountRecords() {}

  /** The shelves that are to be counted. */
  public record Shelves(
      @Means("the code of the branch") @Size(max = NAME) String branch,
      @Means("a location in the branch, with all beneath it")
          @Size(max = NAME) @Pattern(regexp = NOT_BLANK) @Nullable String location,
      @Means("the first call number") @Size(max = NAME) @Pattern(regexp = NOT_BLANK) @Nullable String from,
      @Means("the last call number") @Size(max = NAME) @Pattern(regexp = NOT_BLANK) @Nullable String to) {}

  /** Which count is shown. */
  public record Shown(
      String number,
      @Means("whether items that are in their place are listed too") @Nullable Boolean all) {}

  /** Scans for a count. */
  public record Scans(
      String number,
      @Means("barcodes, each with the number on the tag of a part if it has one, such as 2/3")
          @Size(min = 1, max = StockCounts.MAX_SCANS) List<@Size(max = NAME) String> scans) {}

  /** How a count is to be closed. */
  public record Close(
      String number,
      @Means("whether items not scanned are marked as missing") @Nullable Boolean markMissing,
      @Means("whether scanned items that are on loan, missing or lost are checked in")
          @Nullable Boolean takeIn) {}

  /**
   * A page of counts.
   *
   * @param counts open ones first, then the latest first
   * @param next what the next page comes after
   */
  public record Counts(List<Count> counts, @Means(Paging.NEXT) @Nullable String next) {}

  /** A count. */
  public record Count(
      UUID number,
      @Means("the code of the branch") String branch,
      @Nullable String location,
      @Means("the first call number") @Nullable String from,
      @Means("the last call number") @Nullable String to,
      Instant begun,
      String begunBy,
      @Means("how many items were scanned") int read,
      @Means("null while it is open") @Nullable Closing closing) {

    static Count of(StockCounts.Count count) {
      var range = count.range();
      return new Count(
          count.id(),
          range.branch(),
          range.location(),
          range.from(),
          range.to(),
          count.begun(),
          count.by(),
          count.scanned(),
          count.closing() == null ? null : Closing.of(count.closing()));
    }
  }

  /** How a count ended. */
  public record Closing(Instant closed, String closedBy, int markedMissing, int takenIn) {

    static Closing of(StockCounts.Closing closing) {
      return new Closing(closing.at(), closing.by(), closing.missing(), closing.takenIn());
    }
  }

  /** A count with its results. */
  public record CountWithResults(
      @JsonUnwrapped Count count,
      @Means("how many items, by finding") Map<Finding, Integer> sums,
      List<ItemResult> results) {

    static CountWithResults of(Count count, List<Result> found, boolean all) {
      var sums = new LinkedHashMap<Finding, Integer>();
      found.forEach(result -> sums.merge(result.finding(), 1, Integer::sum));
      return new CountWithResults(
          count,
          sums,
          found.stream()
              .filter(result -> all || result.finding() != Finding.IN_PLACE)
              .map(ItemResult::of)
              .toList());
    }
  }

  /** The result for an item. */
  public record ItemResult(
      Finding finding,
      @Means("the barcode") String item,
      @Means("null for an unknown item, as all that follows") @Nullable String title,
      @Means("the code of the branch where it belongs") @Nullable String branch,
      @Nullable String location,
      @Nullable String callNumber,
      @Means("the item's status, such as ON_LOAN") @Nullable String status,
      @Means("the parts of an incomplete item that were not scanned") List<Integer> parts) {

    static ItemResult of(Result result) {
      var status = result.status();
      return new ItemResult(
          result.finding(),
          result.barcode(),
          result.title(),
          result.branch(),
          result.location(),
          result.callNumber(),
          status == null ? null : status.name(),
          result.parts());
    }
  }

  /** What became of scans. */
  public record Scanned(
      @Means("how many scans were read") int read,
      @JsonProperty("new") @Means("how many of them were not scanned before") int added) {}
}
