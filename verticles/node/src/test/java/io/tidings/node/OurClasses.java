package io.tidings.node;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;

/** All our classes but those of tests; they are read once for all rules. */
final class OurClasses {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.tidings");

  private OurClasses() {}

  static void check(ArchRule rule) {
    rule.check(ALL);
  }
}
