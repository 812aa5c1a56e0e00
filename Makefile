.DEFAULT_GOAL := help
# The launcher's flags (./twinfeed), and 2 GiB of heap
BENCH_OPTIONS := -Xmx2g -XX:+UseParallelGC -XX:TieredStopAtLevel=1 $(foreach p,\
	java.lang java.lang.reflect java.net java.io java.nio java.text java.time java.util \
	java.util.concurrent java.util.concurrent.atomic sun.nio.ch,--add-opens=java.base/$(p)=ALL-UNNAMED)
.PHONY: help check test test-databases test-azurite test-faults test-histories test-kill test-cluster \
	flink-lib flink-cluster flink-cluster-stop fmt demo serve bench clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

check: ## Everything that has to pass before a change is sent: mvn verify
	mvn -B verify

test: ## One test class or method: make test T=RangeTest
	mvn -B -q test -Dtest='$(T)'

test-databases: ## Reading from servers that are installed here: MariaDB
	mvn -B -q test -Dtest=MariaDbTest -Dtests.excluded=

test-azurite: flink-lib ## State on Azure Blob Storage, as an emulator from npm gives it, also of a cluster
	npm install --no-audit --no-fund --silent --prefix target/azurite azurite@3.37.0
	mvn -B -q -Dmaven.test.skip=true package
	mvn -B -q test -Dtest='Blob*Test' -Dtests.excluded= -Dcluster.lib=target/flink/lib \
		-Dcluster.jar=target/twinfeed.jar -Dazurite=target/azurite/node_modules/.bin/azurite-blob

test-histories: ## Thousands of random histories against a reference: SEED=1 HISTORIES=5000
	mvn -B -q test -Dtest='InStepTest#thousands_*' -Dtests.excluded= \
		-Dinstep.seed=$(or $(SEED),1) -Dinstep.histories=$(or $(HISTORIES),5000)
	@cat target/surefire-reports/io.twinfeed.instep.InStepTest-output.txt

test-faults: ## Outages of half a minute, and one that does not end
	mvn -B -q test -Dtest='FaultsTest#*away*' -Dtests.excluded=

test-kill: ## 20 runs that are killed, each made good by the next one: SEED=1
	mvn -B -q test -Dtest='KilledRunTest#*any_moment*' -Dtests.excluded= -Dkill.seed=$(or $(SEED),1)

test-cluster: flink-lib ## Runs on a Flink cluster of processes, which are killed, too
	mvn -B -q -Dmaven.test.skip=true package
	mvn -B -q test -Dtest='Cluster*Test' -Dtests.excluded= -Dcluster.lib=target/flink/lib \
		-Dcluster.jar=target/twinfeed.jar

flink-lib:
	mvn -B -q -f src/flink/pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
		-DoutputDirectory=$(CURDIR)/target/flink/lib

flink-cluster: flink-lib ## Start a Flink cluster on this machine: a JobManager, and TASKMANAGERS=2 of SLOTS=1
	src/flink/cluster start $(CURDIR)/target/flink

flink-cluster-stop: ## End it
	src/flink/cluster stop $(CURDIR)/target/flink

fmt: ## Format the sources and sort the pom
	mvn -B -q spotless:apply

demo: ## The main job on sample data
	./twinfeed demo

serve: ## The local twin service on 127.0.0.1:8099
	./twinfeed serve

bench: flink-lib ## Every benchmark against its yardstick, or ONLY="read local"; results in bench/results
	mvn -B -q -Dmaven.test.skip=true package
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -Dcluster.lib=target/flink/lib -Dcluster.jar=target/twinfeed.jar -Dbench.options="$(BENCH_OPTIONS)" -cp "target/test-classes:target/classes:$$(cat target/bench.classpath)" \
		io.twinfeed.bench.Bench bench/results/$(if $(ONLY),some,latest).json $(ONLY)

clean: ## Remove what was built
	mvn -B -q clean
