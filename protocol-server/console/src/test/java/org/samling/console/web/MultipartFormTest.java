package org.samling.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Forms that bring a file, as browsers send them, and others. */
class MultipartFormTest {

  private static final String FORM =
      """
      --b\r
      Content-Disposition: form-data; name="source"\r
      \r
      870970\r
      --b\r
      Content-Disposition: form-data; name="match"\r
      \r
      isbn\r
      --b\r
      Content-Disposition: form-data; name="match"\r
      \r
      æ\r
      -\r
      --b\r
      Content-Disposition: form-data; name="file"; filename="C:\\own %22a%22.mrc"\r
      Content-Type: application/octet-stream\r
      \r
      first\r
      --not-the-end\r
      \r
      last\r
      --b\r
      Content-Disposition: form-data; name="late"\r
      \r
      not looked at\r
      --b--\r
      """;

  /** Gives the bytes a few at a time, as sockets do. */
  private static InputStream inPieces(byte[] bytes, int size) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, size));
      }
    };
  }

  @Test
  void fieldsAndTheFileAreReadInPiecesOfAnySize() throws IOException {
    var bytes = FORM.getBytes(UTF_8);
    for (var size = 1; size <= bytes.length; size++) {
      var form = MultipartForm.read(inPieces(bytes, size), "b");
      assertThat(form.fields().get("source")).containsExactly("870970");
      assertThat(form.fields().get("match")).containsExactly("isbn", "æ\r\n-");
      assertThat(form.fields()).doesNotContainKey("late");
      var file = Objects.requireNonNull(form.file());
      assertThat(file.name()).isEqualTo("own \"a\".mrc");
      assertThat(new String(file.in().readAllBytes(), UTF_8))
          .isEqualTo("first\r\n--not-the-end\r\n\r\nlast");
      assertThat(file.in().read()).isEqualTo(-1);
    }
  }

  @Test
  void formWithoutAChosenFileHasNone() throws IOException {
    var form =
        MultipartForm.read(
            new ByteArrayInputStream(
                """
                --b\r
                Content-Disposition: form-data; name="file"; filename=""\r
                Content-Type: application/octet-stream\r
                \r
                \r
                --b\r
                Content-Disposition: form-data; name="more"\r
                \r
                yes\r
                --b--\r
                """
                    .getBytes(UTF_8)),
            "b");
    assertThat(form.file()).isNull();
    assertThat(form.fields().get("more")).containsExactly("yes");
  }

  @Test
  void fileThatBreaksOffIsNotTakenForAWholeOne() throws IOException {
    var cut = FORM.substring(0, FORM.indexOf("last")).getBytes(UTF_8);
    var file =
        Objects.requireNonNull(MultipartForm.read(new ByteArrayInputStream(cut), "b").file());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> file.in().readAllBytes())
        .withMessage("the form was cut off");
  }

  @Test
  void fieldsAndHeadersHaveTheirLimits() {
    var head = "--b\r\nContent-Disposition: form-data; name=\"a\"";
    for (var form :
        List.of(
            head + "\r\n\r\n" + "x".repeat(200_000) + "\r\n--b--\r\n",
            head + "x".repeat(9_000),
            (head + "\r\n\r\nx\r\n").repeat(300) + "--b--\r\n",
            head + "\r\n" + "X-More: yes\r\n".repeat(2_000) + "\r\nx\r\n--b--\r\n")) {
      assertThatExceptionOfType(MultipartForm.UnfitException.class)
          .isThrownBy(
              () -> MultipartForm.read(new ByteArrayInputStream(form.getBytes(UTF_8)), "b"));
    }
  }

  @Test
  void boundaryIsThatOfTheContentType() {
    assertThat(MultipartForm.boundary("multipart/form-data; boundary=----Web1"))
        .hasValue("----Web1");
    assertThat(MultipartForm.boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""))
        .hasValue("a b");
    assertThat(MultipartForm.boundary("application/x-www-form-urlencoded")).isEmpty();
    assertThat(MultipartForm.boundary("multipart/form-data")).isEmpty();
    assertThat(MultipartForm.boundary(null)).isEmpty();
  }
}
