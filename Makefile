.DEFAULT_GOAL := help
.PHONY: help check test test-databases fmt demo serve bench-local clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

check: ## Everything that has to pass before a change is sent: mvn verify
	mvn -B verify

test: ## One test class or method: make test T=RangeTest
	mvn -B -q test -Dtest='$(T)'

test-databases: ## Reading from servers that are installed here: MariaDB
	mvn -B -q test -Dtest=MariaDbTest -Dtests.excluded=

fmt: ## Format the sources and sort the pom
	mvn -B -q spotless:apply

demo: ## The main job on sample data
	./twinfeed demo

serve: ## The local twin service on 127.0.0.1:8099
	./twinfeed serve

bench-local: ## How fast the local twin service is; results in bench/results/local.json
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -Xmx1g -cp "target/test-classes:target/classes:$$(cat target/bench.classpath)" \
		io.twinfeed.bench.LocalBench bench/results/local.json

clean: ## Remove what was built
	mvn -B -q clean
