package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All rules in the order in which they are checked. */
public final class Rules {
  private static final List<ElementRule> OF_ELEMENTS =
      List.of(
          new MembersOnce(),
          new NoNulls(),
          new KeywordsKnown(),
          new ContextReadable(),
          new ContextOfTheLanguage(),
          new ExtensionsKnown(),
          new VersionsNest(),
          new IdPresent(),
          new IdWellFormed(),
          new TypeNamesOneClass(),
          new CotypesKnown(),
          new CotypesFit(),
          new SemanticTypeOnce(),
          new UnitMatches(),
          new SemanticSchemas(),
          new MembersRequired(),
          new MembersKnown(),
          new LiteralKinds(),
          new ValueObjects(),
          new LiteralLengths(),
          new NameSyntax(),
          new Counts(),
          new Multiplicities(),
          new LanguageTexts(),
          new NamesUnique(),
          new EnumLiterals(),
          new WordsKnown(),
          new TargetWellFormed(),
          new InterfaceSize());

  private static final List<SetRule> OF_SETS =
      List.of(
          new IdUnique(),
          new IdNew(),
          new ReferencesResolve(),
          new ReferencesFit(),
          new ExtendsAcyclic(),
          new ExtendsLimits(),
          new InheritedNamesUnique(),
          new ComponentsFlat(),
          new SchemaLimits(),
          new OlderUsesNoNewer(),
          new AnnotationsFit(),
          new OverridesFit(),
          new ElementLimit());

  private static final List<ElementRule> OF_THE_SERVICE =
      List.of(new NoInlineInterface(), new CommandsIgnored());

  private Rules() {}

  /** Checks the rules of the language. */
  public static void ofTheLanguage(ElementSet set, Issues issues) {
    elements(OF_ELEMENTS, set, issues);
    for (SetRule rule : OF_SETS) {
      rule.check(set, issues);
    }
  }

  /** Checks what Azure Digital Twins demands beyond the language (dtdl-rules.md §7). */
  public static void ofTheService(ElementSet set, Issues issues) {
    elements(OF_THE_SERVICE, set, issues);
  }

  /** The DTMIs that elements refer to and that are not there, in alphabetical order. */
  public static Set<String> unresolved(ElementSet set) {
    return ReferencesResolve.unresolved(set);
  }

  /** The codes of all rules, in the order in which they are checked. */
  public static List<String> codes() {
    return Stream.of(
            OF_ELEMENTS.stream().map(ElementRule::code),
            OF_SETS.stream().map(SetRule::code),
            OF_THE_SERVICE.stream().map(ElementRule::code))
        .flatMap(codes -> codes)
        .toList();
  }

  private static void elements(List<ElementRule> rules, ElementSet set, Issues issues) {
    for (Element element : set.all()) {
      for (ElementRule rule : rules) {
        rule.check(element, issues);
      }
    }
  }
}
