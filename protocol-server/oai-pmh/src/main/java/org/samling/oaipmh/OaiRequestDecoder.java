package org.samling.oaipmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.oaipmh.OaiError.Code;
import org.samling.oaipmh.OaiRequest.GetRecord;
import org.samling.oaipmh.OaiRequest.Harvest;
import org.samling.oaipmh.OaiRequest.Identify;
import org.samling.oaipmh.OaiRequest.ListIdentifiers;
import org.samling.oaipmh.OaiRequest.ListMetadataFormats;
import org.samling.oaipmh.OaiRequest.ListRecords;
import org.samling.oaipmh.OaiRequest.ListSets;

/**
 * Decodes a request from its arguments, as in the query string of a GET or the body of a POST
 * ({@code application/x-www-form-urlencoded}; OAI-PMH 2.0, section 3.1.1).
 */
public final class OaiRequestDecoder {

  /** The most characters of the encoded arguments. */
  public static final int MAX_LENGTH = 8 * 1024;

  private static final String VERB = "verb";
  private static final String IDENTIFIER = "identifier";
  private static final String PREFIX = "metadataPrefix";
  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final String SET = "set";
  private static final String TOKEN = "resumptionToken";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern SECOND =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
  private static final Pattern PREFIX_FORM = Pattern.compile("[A-Za-z0-9\\-_.!~*'()]+");
  private static final Pattern SET_FORM =
      Pattern.compile("[A-Za-z0-9\\-_.!~*'()]+(:[A-Za-z0-9\\-_.!~*'()]+)*");

  private final List<OaiError> errors = new ArrayList<>();
  private final Map<String, String> arguments = new LinkedHashMap<>();

  private OaiRequestDecoder() {}

  /**
   * Decodes a request.
   *
   * @param encoded the arguments, at most {@value #MAX_LENGTH} characters
   */
  public static OaiDecoded decode(String encoded) {
    if (encoded.length() > MAX_LENGTH) {
      return new OaiDecoded.Malformed(
          List.of(
              new OaiError(
                  Code.BAD_ARGUMENT,
                  "The arguments may have at most %d characters.".formatted(MAX_LENGTH))));
    }
    return new OaiRequestDecoder().read(encoded);
  }

  private OaiDecoded read(String encoded) {
    split(encoded);
    var named = arguments.get(VERB);
    if (named == null && errors.isEmpty()) {
      return badVerb("The argument verb is missing.");
    }
    var verb = named == null ? null : OaiVerb.of(named).orElse(null);
    if (verb == null && named != null) {
      return badVerb("This is not a verb of OAI-PMH 2.0: " + named);
    }
    if (verb == null || !errors.isEmpty()) {
      return new OaiDecoded.Malformed(errors);
    }
    var request = request(verb);
    return errors.isEmpty()
        ? new OaiDecoded.Request(request, arguments)
        : new OaiDecoded.Malformed(errors);
  }

  private static OaiDecoded badVerb(String message) {
    return new OaiDecoded.Malformed(List.of(new OaiError(Code.BAD_VERB, message)));
  }

  private void split(String encoded) {
    for (var part : encoded.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      var equals = part.indexOf('=');
      try {
        var name = decoded(equals < 0 ? part : part.substring(0, equals));
        var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
        if (arguments.putIfAbsent(name, value) != null) {
          errors.add(
              name.equals(VERB)
                  ? new OaiError(Code.BAD_VERB, "The argument verb occurs twice.")
                  : bad("The argument " + name + " occurs twice."));
        }
      } catch (IllegalArgumentException e) {
        errors.add(bad("An argument is not URL-encoded: " + part));
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private OaiRequest request(OaiVerb verb) {
    return switch (verb) {
      case IDENTIFY -> {
        allow(Set.of());
        yield new Identify();
      }
      case LIST_METADATA_FORMATS -> {
        allow(Set.of(IDENTIFIER));
        yield new ListMetadataFormats(arguments.get(IDENTIFIER));
      }
      case LIST_SETS -> {
        allow(Set.of(TOKEN));
        yield new ListSets(arguments.get(TOKEN));
      }
      case LIST_IDENTIFIERS -> new ListIdentifiers(harvest());
      case LIST_RECORDS -> new ListRecords(harvest());
      case GET_RECORD -> {
        allow(Set.of(IDENTIFIER, PREFIX));
        yield new GetRecord(needed(IDENTIFIER), prefix());
      }
    };
  }

  private Harvest harvest() {
    var token = arguments.get(TOKEN);
    if (token != null) {
      allow(Set.of(TOKEN));
      return new Harvest.Resume(token);
    }
    allow(Set.of(PREFIX, FROM, UNTIL, SET));
    var from = arguments.get(FROM);
    var until = arguments.get(UNTIL);
    if (from != null && until != null && from.length() != until.length()) {
      errors.add(bad("from and until must both be in days, or both in seconds."));
    }
    var begin = time(FROM, from, LocalTime.MIN);
    var end = time(UNTIL, until, LocalTime.of(23, 59, 59));
    if (begin != null && end != null && begin.isAfter(end)) {
      errors.add(bad("from must not be later than until."));
    }
    var set = arguments.get(SET);
    if (set != null && !SET_FORM.matcher(set).matches()) {
      errors.add(bad("This is not the name of a set: " + set));
    }
    return new Harvest.Begin(prefix(), begin, end, set);
  }

  private String prefix() {
    var prefix = needed(PREFIX);
    if (!prefix.isEmpty() && !PREFIX_FORM.matcher(prefix).matches()) {
      errors.add(bad("This is not the name of a metadata format: " + prefix));
    }
    return prefix;
  }

  private @Nullable Instant time(String name, @Nullable String value, LocalTime ofDay) {
    if (value == null) {
      return null;
    }
    try {
      if (DAY.matcher(value).matches()) {
        return LocalDate.parse(value).atTime(ofDay).toInstant(ZoneOffset.UTC);
      }
      if (SECOND.matcher(value).matches()) {
        return Instant.parse(value);
      }
    } catch (DateTimeException _) {
      // Not a valid day or time: reported below.
    }
    errors.add(bad(name + " must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, not: " + value));
    return null;
  }

  private String needed(String name) {
    var value = arguments.get(name);
    if (value == null || value.isEmpty()) {
      errors.add(bad("The argument " + name + " is missing."));
    }
    return Objects.requireNonNullElse(value, "");
  }

  private void allow(Set<String> names) {
    arguments.keySet().stream()
        .filter(name -> !name.equals(VERB) && !names.contains(name))
        .forEach(name ->
            errors.add(
                bad(
                    arguments.containsKey(TOKEN) && names.contains(TOKEN)
                        ? "The argument " + name + " can't be combined with resumptionToken."
                        : arguments.get(VERB) + " has no argument " + name + ".")));
  }

  private static OaiError bad(String message) {
    return new OaiError(Code.BAD_ARGUMENT, message);
  }
}
