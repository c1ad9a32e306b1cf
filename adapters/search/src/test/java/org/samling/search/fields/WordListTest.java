package org.samling.search.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class WordListTest {

  @Test
  void wordsAreFoundByTheirEndAndByWhatTheyHaveInThem() throws IOException {
    var random = new Random(7);
    var words = new TreeSet<String>();
    while (words.size() < 500) {
      var word = new StringBuilder();
      for (var n = 1 + random.nextInt(6); n > 0; n--) {
        word.append("abåø".charAt(random.nextInt(4)));
      }
      words.add(word.toString());
    }
    try (var directory = new ByteBuffersDirectory();
        var writer = new IndexWriter(directory, new IndexWriterConfig())) {
      var document = new Document();
      for (var word : words) {
        Stream.of(word, Value.START + word, word + Value.END, Value.START + word + Value.END)
            .forEach(token -> document.add(new StringField("words", token, Store.NO)));
      }
      var _ = writer.addDocument(document);
      try (var reader = DirectoryReader.open(writer)) {
        var list = new WordList(reader.leaves().getFirst().reader(), "words", true);
        for (var wanted : List.of("a", "b", "åø", "aba", "øøø", "c", "aaaaaaaaa")) {
          assertThat(texts(list.endingWith(new BytesRef(wanted))))
              .as(wanted)
              .containsExactlyElementsOf(
                  words.stream().filter(word -> word.endsWith(wanted)).toList());
          assertThat(texts(list.containing(new BytesRef(wanted))))
              .as(wanted)
              .containsExactlyElementsOf(
                  words.stream().filter(word -> word.contains(wanted)).toList());
        }
      }
    }
  }

  private static List<String> texts(List<BytesRef> words) {
    return words.stream().map(BytesRef::utf8ToString).toList();
  }
}
