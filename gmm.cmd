@echo off
rem Runs the command gmm from a checkout, and builds it first where it is missing or older than its sources. The
rem script gmm does the same on other systems.
rem Jars that you put into gmm-cli\target\gmm\lib outlive such a build; "mvnw clean" deletes them with all of target.
rem A resource that was deleted stays in the build until "mvnw clean", which the script gmm sees by itself.
rem
rem No line expands a path within parentheses: one such as C:\Program Files (x86) would close them.
setlocal EnableExtensions DisableDelayedExpansion

for %%I in ("%~dp0.") do set "GMM_ROOT=%%~fI"
set "GMM_TARGET=%GMM_ROOT%\gmm-cli\target"
set "GMM_DISTRIBUTION=%GMM_TARGET%\gmm"
set "GMM_LOCK=%GMM_TARGET%\gmm.lock"

rem Made here after a build, with the time at which that build began. A build by hand deletes it: it may have been one
rem with outdated jars of other modules.
set "GMM_BUILT=%GMM_DISTRIBUTION%\built"
set "GMM_WAITED="

:wait
if exist "%GMM_LOCK%" goto wait_longer
call :look
if not defined GMM_STALE goto run
md "%GMM_TARGET%" 2>nul
rem Makes it or fails: of several calls one builds.
md "%GMM_LOCK%" 2>nul || goto wait_longer
rem Another call may just have built it.
call :look
set "GMM_FAILED="
if defined GMM_STALE call :build
rd "%GMM_LOCK%" 2>nul
if not defined GMM_FAILED goto run
>&2 echo gmm: the build failed
exit /b 1

:wait_longer
if exist "%GMM_TARGET%" goto tell
>&2 echo gmm: cannot write to %GMM_TARGET%
exit /b 1

:tell
if not defined GMM_WAITED >&2 echo gmm: waiting for another build (if there is none, remove %GMM_LOCK%) ...
set "GMM_WAITED=yes"
rem A second: without a console there is no timeout.
ping -n 2 127.0.0.1 >nul
goto wait

:run
rem The first call on a Java makes it start faster from then on, see there.
if not defined GMM_CDS set "GMM_CDS=create"
rem Not by call, which would change carets and percent signs in arguments; it does not come back.
"%GMM_DISTRIBUTION%\bin\gmm.cmd" %*

rem Sets GMM_STALE if a source is newer than the build. Folders are looked at as well as files, for they change when a file
rem is deleted. Only PowerShell compares times; it ends with 3 where there is something newer.
:look
set "GMM_STALE=yes"
if not exist "%GMM_DISTRIBUTION%\bin\gmm.cmd" exit /b 0
if not exist "%GMM_BUILT%" exit /b 0
set "GMM_SOURCES=pom.xml .mvn gmm-*\pom.xml gmm-*\src\main gmm-*\src\generator data LICENSE NOTICE"
powershell -NoProfile -NonInteractive -Command "$t = (Get-Item -LiteralPath $env:GMM_BUILT).LastWriteTimeUtc; Set-Location -LiteralPath $env:GMM_ROOT; $roots = Get-Item -Path $env:GMM_SOURCES.Split(' ') -Force -ErrorAction SilentlyContinue; $all = @($roots) + @($roots | Get-ChildItem -Recurse -Force -ErrorAction SilentlyContinue); if ($all | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 3 }" >nul 2>&1 <nul
if not errorlevel 3 set "GMM_STALE="
if errorlevel 4 set "GMM_STALE="
exit /b 0

:build
>&2 echo gmm: building from %GMM_ROOT% ...
type nul >"%GMM_LOCK%.began"
pushd "%GMM_ROOT%"
rem Tests and style are for the full build: mvnw verify
call mvnw.cmd -q -pl gmm-cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true package 1>&2 <nul
if errorlevel 1 set "GMM_FAILED=yes"
popd
rem What was changed while it was being built is still to be built: a move keeps the time.
if defined GMM_FAILED del "%GMM_LOCK%.began" 2>nul
if not defined GMM_FAILED move /y "%GMM_LOCK%.began" "%GMM_BUILT%" >nul
exit /b 0
