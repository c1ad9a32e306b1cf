package org.samling.core.organisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samling.core.organisation.Sip2Profile.UnfitException;

/** Reads the keys of a profile. All are required, and unknown ones are refused. */
final class ProfileKeys {

  private final Map<String, Object> values;
  private final Set<String> unread;

  ProfileKeys(Map<String, Object> values) {
    this.values = values;
    this.unread = new TreeSet<>(values.keySet());
  }

  private <T> T value(String key, Class<T> type, String what) {
    unread.remove(key);
    var value = values.get(key);
    if (!type.isInstance(value)) {
      throw new UnfitException(key, value == null ? "is missing" : "must be " + what);
    }
    return type.cast(value);
  }

  String text(String key) {
    return value(key, String.class, "text");
  }

  boolean truth(String key) {
    return value(key, Boolean.class, "true or false");
  }

  int number(String key, int most) {
    var what = "a number from 0 to " + most;
    var number = value(key, Integer.class, what);
    if (number < 0 || number > most) {
      throw new UnfitException(key, "must be " + what);
    }
    return number;
  }

  Set<String> texts(String key) {
    return new HashSet<>(list(key));
  }

  /** The texts in the order in which they were written. */
  List<String> list(String key) {
    var texts = new ArrayList<String>();
    for (Object text : value(key, List.class, "a list")) {
      texts.add(String.valueOf(text));
    }
    return texts;
  }

  /** Values by what is left of the = in a list such as {@code [book=02, *=00]}. */
  Map<String, String> pairs(String key, Set<String> allowed) {
    var pairs = new LinkedHashMap<String, String>();
    for (var text : texts(key)) {
      var equals = text.lastIndexOf('=');
      var value = text.substring(equals + 1);
      refuseIf(
          key,
          equals < 1 || !allowed.contains(value),
          "must have entries such as book=%s, each with one of %s, not \"%s\""
              .formatted(
                  allowed.stream().max(Comparator.naturalOrder()).orElse(""),
                  allowed.stream().sorted().collect(Collectors.joining(", ")),
                  text));
      refuseIf(
          key,
          pairs.put(text.substring(0, equals), value) != null,
          "names \"%s\" twice".formatted(text.substring(0, equals)));
    }
    return pairs;
  }

  <T> T one(String key, Map<String, T> words) {
    return word(key, text(key), words);
  }

  <T> T one(String key, T[] all, Function<T, String> word) {
    return one(key, words(all, word));
  }

  <T> Set<T> several(String key, T[] all, Function<T, String> word) {
    var words = words(all, word);
    return texts(key).stream()
        .map(text -> word(key, text, words))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <T> Map<String, T> words(T[] all, Function<T, String> word) {
    var words = new LinkedHashMap<String, T>();
    Arrays.stream(all).forEach(value -> words.put(word.apply(value), value));
    return words;
  }

  private static <T> T word(String key, String text, Map<String, T> words) {
    var value = words.get(text);
    if (value == null) {
      throw new UnfitException(
          key, "must be one of %s, not \"%s\"".formatted(String.join(", ", words.keySet()), text));
    }
    return value;
  }

  /** Refuses the value of a key. */
  static void refuseIf(String key, boolean isUnfit, String why) {
    if (isUnfit) {
      throw new UnfitException(key, why);
    }
  }

  void checkAllAreRead() {
    for (var key : unread) {
      throw new UnfitException(key, "is not a key of a profile");
    }
  }
}
