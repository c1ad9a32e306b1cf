package org.samling.marc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.CodingChoice.Coding;
import org.samling.core.catalogue.CodingChoice.Reason;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.marc.text.MarcFormatException;

/**
 * The coding of the MARC 21 records of a file, judged by its beginning. A record that is not UTF-8
 * may be MARC-8 or Latin-1, and often has too few characters beyond ASCII to decide; but a file is
 * normally written in one coding throughout.
 *
 * <p>Safe for use by several threads.
 *
 * @param rule how the coding is decided
 * @param marc8 how many records of the sample are clearly in MARC-8
 * @param latin1 how many are clearly in Latin-1
 * @param lead how far MARC-8 is ahead in all records of the sample; each record has one vote, or a
 *     part of one where it is not clear
 */
record FileCoding(CodingRule rule, int marc8, int latin1, double lead) {

  /** How much of the decompressed file is examined, in bytes. */
  static final int SAMPLE = 4 * 1024 * 1024;

  /**
   * Of this many clear records one may differ, and the file still counts as being in one coding.
   */
  private static final int PER_OUTLIER = 10;

  /** A file about which nothing is known. */
  static FileCoding unknown(CodingRule rule) {
    return new FileCoding(rule, 0, 0, 0);
  }

  /**
   * Examines the beginning of a file.
   *
   * @param sample the beginning
   * @param isWhole whether the sample is the whole file
   * @param format the format of all records, or null to detect it for each
   */
  static FileCoding of(
      CodingRule rule, byte[] sample, boolean isWhole, @Nullable RecordFormat format)
      throws IOException {
    if (rule != CodingRule.AUTO && rule != CodingRule.HOLD) {
      return unknown(rule);
    }
    var frames = new Iso2709Frames(new ByteArrayInputStream(sample), 0);
    var marc8 = 0;
    var latin1 = 0;
    var lead = 0.0;
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      var isCut = !isWhole && frame.offset() + frame.bytes().length() == sample.length;
      var bytes = frame.bytes().toArray();
      var from = isCut ? -1 : Iso2709Decoder.textsOfMarc21(bytes, format);
      var evidence = from < 0 ? null : open(bytes, from);
      if (evidence == null) {
        continue;
      }
      marc8 += evidence.isClear() && evidence.lead() > 0 ? 1 : 0;
      latin1 += evidence.isClear() && evidence.lead() < 0 ? 1 : 0;
      lead += Math.clamp(evidence.lead() / (double) LatinEvidence.CLEAR, -1, 1);
    }
    return new FileCoding(rule, marc8, latin1, lead);
  }

  /**
   * The evidence for MARC-8 or Latin-1 in a record, or null if it is neither or there is no doubt.
   */
  private static @Nullable LatinEvidence open(byte[] bytes, int from) {
    var evidence = CodingEvidence.of(bytes, from, bytes.length);
    if (evidence.high() == 0 || evidence.escapes() > 0 || evidence.isUtf8(bytes[9] == 'a')) {
      return null;
    }
    var latin = LatinEvidence.of(bytes, from, bytes.length);
    return isOther(evidence, latin) ? null : latin;
  }

  /**
   * Decides the coding of a record.
   *
   * @param declared leader position 09
   * @throws MarcFormatException if it is in no known coding, or is to be held
   */
  CodingChoice of(char declared, byte[] bytes, int from) {
    var evidence = CodingEvidence.of(bytes, from, bytes.length);
    if (!evidence.hasNonAscii()) {
      return new CodingChoice(Coding.ASCII, Reason.BYTES);
    }
    var choice =
        switch (rule) {
          case UTF_8 -> new CodingChoice(Coding.UTF_8, Reason.SETTING);
          case MARC_8 -> new CodingChoice(Coding.MARC_8, Reason.SETTING);
          case LATIN_1 -> new CodingChoice(Coding.LATIN_1, Reason.SETTING);
          case AUTO, HOLD -> decide(declared, evidence, bytes, from);
        };
    if (rule == CodingRule.HOLD && choice.isUndecided()) {
      throw new MarcFormatException(
          "The text may be MARC-8 or Latin-1, and undecided records are to be held. Set the coding"
              + " of the import with --coding, or of its source with import.codings.");
    }
    return choice;
  }

  private CodingChoice decide(char declared, CodingEvidence evidence, byte[] bytes, int from) {
    if (evidence.isUtf8(declared == 'a')) {
      return new CodingChoice(Coding.UTF_8, Reason.BYTES);
    }
    if (evidence.escapes() > 0) {
      return new CodingChoice(Coding.MARC_8, Reason.BYTES);
    }
    var latin = LatinEvidence.of(bytes, from, bytes.length);
    if (isOther(evidence, latin)) {
      throw new MarcFormatException(
          "The text is neither UTF-8 nor MARC-8 nor Latin-1; it must be converted before it is read.");
    }
    return decide(declared, latin);
  }

  /** Whether a record is in a code page for another alphabet. */
  private static boolean isOther(CodingEvidence evidence, LatinEvidence latin) {
    return evidence.isOtherAlphabet() && latin.lead() < LatinEvidence.CLEAR;
  }

  private CodingChoice decide(char declared, LatinEvidence evidence) {
    var own = evidence.lead() > 0 ? Coding.MARC_8 : Coding.LATIN_1;
    var most = most();
    var isAgainst = isOfOneCoding() && own != most;
    // To differ from a file that is in one coding, a record's evidence must be twice as strong.
    if (Math.abs(evidence.lead()) >= LatinEvidence.CLEAR * (isAgainst ? 2 : 1)) {
      return new CodingChoice(own, Reason.BYTES);
    }
    if (most != null) {
      var isFor = isOfOneCoding() && own == most && evidence.lead() != 0;
      return new CodingChoice(most, isFor ? Reason.BYTES_AND_FILE : Reason.FILE);
    }
    return new CodingChoice(declared == 'a' ? Coding.UTF_8 : Coding.MARC_8, Reason.LEADER);
  }

  /** The coding of most of the file, or null if nothing shows it. */
  private @Nullable Coding most() {
    var ahead = marc8 == latin1 ? lead : marc8 - latin1;
    return ahead == 0 ? null : ahead > 0 ? Coding.MARC_8 : Coding.LATIN_1;
  }

  private boolean isOfOneCoding() {
    return Math.max(marc8, latin1) >= PER_OUTLIER * Math.min(marc8, latin1) && marc8 != latin1;
  }
}
