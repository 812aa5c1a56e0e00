package io.twinfeed.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  @Test
  void no_link_between_pages_leads_nowhere() {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Page page : Page.all()) {
      Matcher link = LINK.matcher(page.prose());
      while (link.find()) {
        if (!link.group(1).startsWith("https://")) {
          checked++;
          if (!leadsSomewhere(page, link.group(1))) {
            broken.add(page.path() + ": " + link.group(1));
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(checked).isPositive();
  }

  private static boolean leadsSomewhere(Page page, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || Page.of(target.toString()).anchors().contains(parts[1]);
  }
}
