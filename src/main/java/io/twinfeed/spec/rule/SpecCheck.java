package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.PipelineSpec;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs every rule over a pipeline file. */
public final class SpecCheck {
  static final List<SpecRule> RULES =
      List.of(
          new ConnectionsExist(),
          new SourcesExist(),
          new ColumnsExist(),
          new NamesAreUnique(),
          new WatermarksHaveKeys(),
          new LookupsFindRows(),
          new AggregatesSeeAllRows(),
          new ParametersAreUsed(),
          new ReferencesResolve(),
          new PasswordsAreReferences(),
          new SourcesAreUsed(),
          new ModelsExist(),
          new ContributorsFindTheirTwins(),
          new RelationshipsExist(),
          new TargetsFit(),
          new ExpressionsCompile(),
          new PropertiesExist(),
          new PathsDoNotOverlap(),
          new PropertiesHaveOneSource(),
          new TypesConvert(),
          new IdsKeepPartsApart(),
          new IdsCanBeSafe(),
          new MergesNameRules(),
          new SyncIsPossible());

  private SpecCheck() {}

  /**
   * @param spec as it was read, even if there were errors
   * @param models null if they could not be read: what needs them is not checked
   * @param columns by source, those whose types are known; empty before a database was asked
   * @param environment gives the value of a variable, or null; that one is not set is a warning
   */
  public static void check(
      PipelineSpec spec,
      @Nullable ModelSet models,
      Map<String, List<Column>> columns,
      UnaryOperator<@Nullable String> environment,
      Issues issues) {
    Subject subject = new Subject(spec, models, columns, environment);
    RULES.forEach(rule -> rule.check(subject, issues));
  }
}
