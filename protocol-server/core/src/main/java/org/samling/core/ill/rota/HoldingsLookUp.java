package org.samling.core.ill.rota;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.RecordKey;

/**
 * The port that looks for a title in the catalogues of libraries that lend. It holds no transaction
 * while it waits for them.
 */
public interface HoldingsLookUp {

  /** The most catalogues that are asked for one title. */
  int MOST_CATALOGUES = 32;

  /** The most records that are read of one catalogue. */
  int MOST_HITS = 10;

  /** The most copies that are read of one record. */
  int MOST_COPIES = 200;

  /** No catalogues. */
  HoldingsLookUp NONE =
      new HoldingsLookUp() {
        @Override
        public List<LendingCatalogue> catalogues() {
          return List.of();
        }

        @Override
        public List<Answer> ask(List<LendingCatalogue> catalogues, SoughtTitle sought) {
          return List.of();
        }
      };

  /** The catalogues that are set up as those of lending libraries. */
  List<LendingCatalogue> catalogues();

  /**
   * Asks catalogues, all at once, each within its time-out.
   *
   * @param catalogues some of {@link #catalogues()}, at most {@value #MOST_CATALOGUES}
   * @return their answers, in the same order
   */
  List<Answer> ask(List<LendingCatalogue> catalogues, SoughtTitle sought);

  /**
   * A catalogue of a library that lends.
   *
   * @param name its name among the targets of the configuration
   * @param library the library's symbol
   * @param distance how far away the library is, in any unit that the targets share; null where it
   *     is not known
   * @param cost what a loan from it costs, in minor units, or null where it is not known
   */
  record LendingCatalogue(
      String name, String library, @Nullable Integer distance, @Nullable Long cost) {}

  /**
   * What a catalogue answered.
   *
   * @param hits the records that it has, whether they are the title or not
   * @param failure why it did not answer, as a sentence, or null
   */
  record Answer(LendingCatalogue catalogue, List<Hit> hits, @Nullable String failure) {

    /** Copies the hits. */
    public Answer {
      hits = List.copyOf(hits);
    }
  }

  /**
   * A record of a catalogue.
   *
   * @param issns its ISSNs as digits (and X)
   * @param copies its copies; none where the catalogue tells nothing of them
   */
  record Hit(RecordKey key, BriefRecord brief, Set<String> issns, List<Copy> copies) {

    /** Copies the collections. */
    public Hit {
      issns = Set.copyOf(issns);
      copies = List.copyOf(copies);
    }
  }

  /**
   * A copy of a title.
   *
   * @param status how it stands
   * @param text where it is and how it stands, in the catalogue's own words
   */
  record Copy(CopyStatus status, String text) {

    boolean serves(boolean isForCopying) {
      return switch (status) {
        case FREE -> true;
        case FREE_THERE -> isForCopying;
        case AWAY -> false;
      };
    }
  }

  /** How a copy stands. */
  enum CopyStatus {
    /** On the shelf, and lent. */
    FREE,
    /** On the shelf, and used there only. */
    FREE_THERE,
    /** On loan, reserved, or otherwise away. */
    AWAY
  }
}
