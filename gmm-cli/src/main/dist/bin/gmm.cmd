@echo off
rem Starts the command gmm on Java 17 or newer: that of JAVA_HOME, else the java on the PATH. The script gmm
rem does the same on other systems; a test compares the options of the two.
rem
rem GMM_OPTS has options for the Java machine, such as -Xmx8g. Without one about the heap, gmm may
rem use 70 percent of the memory, for it does one thing at a time and its data is most of what it needs.
rem A backend is added by putting its jars in the folder lib.
rem
rem No line expands a path within parentheses: one such as C:\Program Files (x86) would close them.
setlocal EnableExtensions DisableDelayedExpansion

rem The folder above this file's.
for %%I in ("%~dp0..") do set "GMM_HOME=%%~fI"
if "%GMM_HOME:;=%"=="%GMM_HOME%" goto find_java
>&2 echo gmm: the folder %GMM_HOME% has a semicolon in its name, which a class path cannot have
exit /b 1

:find_java
if not defined JAVA_HOME goto find_java_on_path
set "GMM_JAVA_HOME=%JAVA_HOME%"
set "GMM_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%GMM_JAVA%" goto find_version
>&2 echo gmm: Java 17 or newer is needed, but JAVA_HOME is %JAVA_HOME%, and there is no %GMM_JAVA%
exit /b 1

:find_java_on_path
set "GMM_JAVA="
for %%I in (java.exe) do set "GMM_JAVA=%%~$PATH:I"
if defined GMM_JAVA goto find_home_of_java
>&2 echo gmm: Java 17 or newer is needed, but there is no java on the PATH and JAVA_HOME is not set
exit /b 1

:find_home_of_java
for %%I in ("%GMM_JAVA%") do set "GMM_JAVA_HOME=%%~dpI.."

:find_version
rem The version in a Java home's file "release", or what java itself says, which takes longer.
set "GMM_VERSION="
if not exist "%GMM_JAVA_HOME%\release" goto ask_java
for /f "usebackq tokens=1,2 delims==" %%A in ("%GMM_JAVA_HOME%\release") do if "%%A"=="JAVA_VERSION" set "GMM_VERSION=%%~B"
if defined GMM_VERSION goto check_version

:ask_java
for /f "tokens=2,3" %%A in ('^""%GMM_JAVA%" -version 2^>^&1^"') do if "%%A"=="version" if not defined GMM_VERSION set "GMM_VERSION=%%~B"

:check_version
set "GMM_RELEASE=0"
if not defined GMM_VERSION goto compare_version
for /f "delims=.-+_" %%A in ("%GMM_VERSION%") do set "GMM_RELEASE=%%A"

:compare_version
if %GMM_RELEASE% GEQ 17 goto choose_options
>&2 echo gmm: Java 17 or newer is needed, but %GMM_JAVA% is Java %GMM_RELEASE%
exit /b 1

:choose_options
rem From Java 24 on, native libraries, which some backends have, are warned of unless they are let in.
set "GMM_NATIVE="
if %GMM_RELEASE% GEQ 24 set "GMM_NATIVE=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

rem The backend "vector" needs the module jdk.incubator.vector, which gmm loads by itself where the JDK has it, by
rem a method that this option lets in; see the script gmm.
set "GMM_VECTORS=--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"

rem Another collector in GMM_OPTS sizes its own young generation, and a small heap has no 32 megabytes to give to it.
set "GMM_COLLECTOR=-XX:+UseSerialGC"
set "GMM_YOUNG=-Xmn32m"
if defined GMM_OPTS for %%O in (%GMM_OPTS%) do call :look_at "%%~O"

rem Most runs end before all is compiled; see the script gmm.
set "GMM_COMPILER=-XX:Tier3DelayOn=1000 -XX:Tier4MinInvocationThreshold=100 -XX:Tier4BackEdgeThreshold=200000"

set "GMM_OPTIONS=%GMM_NATIVE% %GMM_VECTORS% %GMM_COLLECTOR% %GMM_YOUNG% %GMM_COMPILER% -XX:MaxRAMPercentage=70 -Djava.awt.headless=true"

rem Class-data sharing: an archive of classes as the JVM has them in memory saves a fifth of the start.
rem GMM_CDS=create makes the one of this Java if there is none; an empty one says that it cannot be.
set "GMM_ARCHIVE=%GMM_HOME%\cds\java-%GMM_VERSION%.jsa"
set "GMM_SHARED="
if exist "%GMM_ARCHIVE%" goto look_at_archive
if not "%GMM_CDS%"=="create" goto run
call :create_archive

:look_at_archive
if not exist "%GMM_ARCHIVE%" goto run
for %%I in ("%GMM_ARCHIVE%") do set "GMM_SIZE=%%~zI"
rem Without the log, which goes to standard output, the JVM takes no archive that is not good, and keeps quiet about it.
if not "%GMM_SIZE%"=="0" set "GMM_SHARED=yes"

:run
rem A batch file cannot find out whether standard error is a console: progress is shown where --progress asks for it.
if defined GMM_SHARED goto run_shared
"%GMM_JAVA%" %GMM_OPTIONS% -Dgmm4j.terminal=false -Dgmm4j.terminal.output=false %GMM_OPTS% -cp "%GMM_HOME%\lib\*" dev.gmm4j.cli.Main %*
exit /b %ERRORLEVEL%

:run_shared
"%GMM_JAVA%" %GMM_OPTIONS% -Dgmm4j.terminal=false -Dgmm4j.terminal.output=false -Xlog:disable "-XX:SharedArchiveFile=%GMM_ARCHIVE%" %GMM_OPTS% -cp "%GMM_HOME%\lib\*" dev.gmm4j.cli.Main %*
exit /b %ERRORLEVEL%

:look_at
set "GMM_OPTION=%~1"
if not defined GMM_OPTION exit /b 0
if "%GMM_OPTION:~0,8%"=="-XX:+Use" if "%GMM_OPTION:~-2%"=="GC" goto other_collector
if not "%GMM_OPTION:~0,4%"=="-Xmx" exit /b 0
rem Gigabytes and terabytes are no small heap.
if /i "%GMM_OPTION:~-1%"=="g" exit /b 0
if /i "%GMM_OPTION:~-1%"=="t" exit /b 0
set "GMM_YOUNG="
exit /b 0

:other_collector
set "GMM_COLLECTOR="
set "GMM_YOUNG="
exit /b 0

:create_archive
setlocal
md "%GMM_HOME%\cds" 2>nul
if not exist "%GMM_HOME%\cds" exit /b 0
set "GMM_NEW=%GMM_ARCHIVE%.%RANDOM%"
set "GMM4J_BACKEND="
for %%P in ("0,0" "1,0" "0,1" "1,1" "8,8" "9,8" "8,9" "9,9") do >>"%GMM_NEW%.csv" echo %%~P
"%GMM_JAVA%" %GMM_OPTIONS% "-XX:ArchiveClassesAtExit=%GMM_NEW%" -Xlog:disable -cp "%GMM_HOME%\lib\*" dev.gmm4j.cli.Main fit - --components 2 <"%GMM_NEW%.csv" >nul 2>&1
if errorlevel 1 goto no_archive
del "%GMM_NEW%.csv" 2>nul
move /y "%GMM_NEW%" "%GMM_ARCHIVE%" >nul 2>&1
if exist "%GMM_ARCHIVE%" exit /b 0

:no_archive
del "%GMM_NEW%" "%GMM_NEW%.csv" 2>nul
type nul >"%GMM_ARCHIVE%"
exit /b 0
